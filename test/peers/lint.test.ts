import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { requirePeer } from './installation.ts';
import { workflowBlocks } from './workflow-blocks.ts';

const root = resolve(import.meta.dirname, '../..');
const tracked = (...patterns: readonly string[]) =>
  execFileSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');

/** Every workflow that Markdown shows, as a file; the name says where it stands. */
function documentedWorkflows(): readonly string[] {
  const folder = join(mkdtempSync(join(tmpdir(), 'interlock-lint-')), '.github/workflows');
  mkdirSync(folder, { recursive: true });
  return tracked('*.md').flatMap((path) =>
    workflowBlocks(readFileSync(join(root, path), 'utf8')).map((block, index) => {
      const file = join(folder, `${path.replaceAll('/', '-')}-${index + 1}.yml`);
      writeFileSync(file, block);
      return file;
    }),
  );
}

/** Every snippet for GitHub, the lists of steps as those of the gate. */
function snippetWorkflows(): readonly string[] {
  const folder = join(mkdtempSync(join(tmpdir(), 'interlock-lint-')), '.github/workflows');
  mkdirSync(folder, { recursive: true });
  const gate = readFileSync(join(root, 'examples/snippets/github/adopt.yml'), 'utf8');
  const [before = ''] = gate.split('      - uses: interlock-ci/');
  return tracked('examples/snippets/github/*.yml').map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const file = join(folder, path.replaceAll('/', '-'));
    writeFileSync(file, /^- /m.test(text) ? before + text.replace(/^/gm, '      ').trimEnd() + '\n' : text);
    return file;
  });
}

const documented = [...documentedWorkflows(), ...snippetWorkflows()];
const workflows = tracked('.github/workflows/*.yml', 'examples/github/*.yml').map((path) => join(root, path));
const actions = tracked('actions/*/action.yml').map((path) => join(root, path));

type Persona = 'regular' | 'pedantic';

function zizmor(files: readonly string[], persona: Persona = 'pedantic') {
  const config = join(import.meta.dirname, 'zizmor.yml');
  const args = [
    '--offline',
    `--persona=${persona}`,
    '--no-progress',
    '--color=never',
    '--format=plain',
    '--config',
    config,
  ];
  return spawnSync(requirePeer('zizmor'), [...args, ...files], { cwd: root, encoding: 'utf8' });
}

describe('workflows, actions, examples and the workflows of the documentation', () => {
  it('are all found', () => {
    expect(workflows.length).toBeGreaterThan(2);
    expect(actions.length).toBeGreaterThan(6);
    const names = documented.map((file) => file.split('/').at(-1));
    expect(names).toEqual(expect.arrayContaining(['README.md-1.yml', 'examples-snippets-github-scans.yml']));
  });

  it('have no finding of actionlint', () => {
    const args = ['-no-color', '-shellcheck=', '-pyflakes=', ...workflows, ...documented];
    const { stdout, stderr, status } = spawnSync(requirePeer('actionlint'), args, { cwd: root, encoding: 'utf8' });
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  it('have no finding of zizmor, offline and pedantic', () => {
    const { stdout, status } = zizmor([...workflows, ...actions]);
    expect(stdout).toMatch(/^No findings to report/m);
    expect(status).toBe(0);
  });

  // A dozen lines to copy have no room for what pedantic asks besides: names, comments, concurrency.
  it('have no finding of zizmor in the documentation and the snippets', () => {
    const { stdout, status } = zizmor(documented, 'regular');
    expect(stdout).toMatch(/^No findings to report/m);
    expect(status).toBe(0);
  });

  it('would have one where an action of somebody else is not pinned', () => {
    const folder = mkdtempSync(join(tmpdir(), 'interlock-lint-'));
    const file = join(folder, 'unpinned.yml');
    const text = readFileSync(join(root, 'examples/github/verify.yml'), 'utf8');
    writeFileSync(file, text.replace(/actions\/checkout@\w+/, 'actions/checkout@main'));
    const { stdout, status } = zizmor([file]);
    expect(stdout).toMatch(/unpinned-uses/);
    expect(status).not.toBe(0);
  });
});
