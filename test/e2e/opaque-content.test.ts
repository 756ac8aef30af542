import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dist, runAction, runProgram } from './run-action.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

let root: string;
const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgSign=false'];
const git = (...args: readonly string[]) => execFileSync('git', ['-C', root, ...person, ...args], { stdio: 'pipe' });

function commit(files: Files, message = 'change') {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  git('add', '-A', '-f');
  git('commit', '-q', '-m', message, '--cleanup=verbatim');
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'interlock-opaque-'));
  git('init', '-q', '-b', 'main');
  commit({ 'old.ts': 'export const old = 1; // \u202E\n', 'logo.png': 'PNG\0\u0001' });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const range = { base: 'HEAD~1', head: 'HEAD' };

/** The decision, and each finding as `asks path:line title`. */
async function judge(): Promise<readonly unknown[]> {
  const flags = ['--base', range.base, '--head', range.head, '--output-file', 'verdict.json'];
  const run = await runProgram(join(dist, 'interlock.js'), ['evaluate-policy', ...flags], {
    cwd: root,
    environment: { PATH: process.env['PATH'] ?? '', HOME: root },
  });
  const verdict = JSON.parse(readFileSync(join(root, 'verdict.json'), 'utf8')) as {
    decision: string;
    findings: readonly { asks: string; policy: string; path?: string; line?: number; title: string }[];
  };
  const findings = verdict.findings
    .filter(({ policy }) => policy === 'opaque-content')
    .map(({ asks, line, path = '', title }) => `${asks} ${path}:${line ?? ''} ${title}`);
  return [run.exitCode, verdict.decision, ...findings];
}

describe('evaluate-policy on content that nobody sees', () => {
  it('asks for an approval of hidden characters in lines, paths, links, messages and packages that are committed', async () => {
    symlinkSync('old\u200B.ts', join(root, 'link'));
    commit(
      {
        'src/a.ts': 'one\ntwo \u202E\n',
        'node_modules/x/index.js': 'run()\u2066\n',
        'b\u3164.ts': '',
      },
      'fix \u{E0041}\n',
    );
    expect(await judge()).toEqual([
      4,
      'needs-approval',
      'approval : Hidden tag characters',
      'approval b\u3164.ts: Invisible characters',
      'approval link:1 Invisible characters',
      'approval node_modules/x/index.js:1 Hidden controls of the writing direction',
      'approval src/a.ts:2 Hidden controls of the writing direction',
    ]);
  });

  it('blocks them where CI or the gate take their orders', async () => {
    const workflow = 'on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{run: "true # \u202E"}]}}\n';
    commit({ '.github/workflows/ci.yml': workflow, '.interlock/config.yml': '# \u200B\n' });
    expect(await judge()).toEqual([
      1,
      'blocked',
      'block .github/workflows/ci.yml:3 Hidden controls of the writing direction',
      'block .interlock/config.yml:1 Invisible characters',
    ]);
  });

  it('asks for an approval of what a review does not show, and shows other binary files', async () => {
    commit({
      tool: Buffer.from('\u007FELF\0\u0001'),
      'lib.jar': Buffer.from('PK\u0003\u0004\0'),
      'a.js': 'run() // \0\n',
      '.gitattributes': 'src/** -diff\n',
      'logo.png': 'PNG\0\u0002\u0003',
      'huge.bin': new Uint8Array(64 * 1024 * 1024 + 1),
    });
    expect(await judge()).toEqual([
      4,
      'needs-approval',
      'approval .gitattributes:1 Files hidden from review',
      'approval a.js: Text in a binary file',
      'approval huge.bin: Content that was not read',
      'approval lib.jar: Archive',
      'approval tool: Executable file',
      'show logo.png: Binary file',
    ]);
  }, 60_000);

  it('has nothing to say of emoji, of scripts with joiners, of what was there before, or of what only moved', async () => {
    git('mv', 'logo.png', 'moved.png');
    commit(
      {
        'old.ts': 'export const old = 1; // \u202E\nexport const more = 2;\n',
        'readme.md':
          '\uFEFF# \u{1F469}\u200D\u{1F4BB} \u26A0\uFE0F \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u05E9\u05DC\u05D5\u05DD\n',
      },
      '\u2728\uFE0F caf\u00E9\n',
    );
    expect(await judge()).toEqual([0, 'merge']);
  });

  it('shows none of it as it is', async () => {
    commit({ 'src/a\u202E\u{E0041}.ts': 'x \u202E\u{E0041}\u200B\n' }, 'm\u2066');
    const run = await runAction('evaluate-policy', { ...range, comment: 'never' }, { cwd: root });
    expect(run.exitCode).toBe(4);
    for (const text of [run.stdout, run.stderr, run.summary]) {
      expect(text).not.toMatch(/[\p{Bidi_Control}\u{E0041}\u200B]/u);
    }
    expect(run.summary).toContain('U\\+202E \\(right-to-left override\\)');
  });
});
