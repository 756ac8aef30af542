import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../e2e/run-action.ts';
import { requirePeer } from './installation.ts';
import { commit, git, type Files } from './scene/git.ts';

const snippets = resolve(import.meta.dirname, '../../examples/snippets');
const folder = mkdtempSync(join(tmpdir(), 'interlock-snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the gate says of a change, where the base has a snippet as its configuration. */
async function judge(snippet: string, change: Files, prepare: (repository: string) => void = () => {}) {
  const repository = mkdtempSync(join(folder, `${basename(snippet, '.yml')}-`));
  git(repository, 'init', '-q', '-b', 'main');
  prepare(repository);
  const config = readFileSync(join(snippets, 'config', snippet), 'utf8');
  const base = commit(repository, { '.interlock/config.yml': config }, 'base');
  const head = commit(repository, change, 'change');
  const args = ['evaluate-policy', '--base', base, '--head', head, '--comment', 'never'];
  const { exitCode, stdout, stderr } = await runCommand(args, { cwd: repository });
  return { exitCode, output: stdout + stderr };
}

/** Builds the policy of the snippet in the base, as its comment says. */
function buildOwnPolicy(repository: string): void {
  const target = join(repository, '.interlock/policies/no-ci');
  mkdirSync(target, { recursive: true });
  const archive = join(folder, 'policy.tar.gz');
  const source = join(snippets, 'rego/no-ci.rego');
  const entry = ['-e', 'interlock/no_ci/findings'];
  execFileSync(requirePeer('opa'), ['build', '-t', 'wasm', ...entry, '-o', archive, source]);
  execFileSync('tar', ['-xzf', archive, '-C', target, '/policy.wasm']);
}

const note = { 'notes.md': 'A note.\n' };
const workflow = { '.github/workflows/extra.yml': 'on: push\npermissions: {}\njobs: {}\n' };

describe('the policy snippets as the configuration of a base', () => {
  it.each([
    ['coverage-floor.yml', /reports/],
    ['scans-required.yml', /reports/],
    ['sbom-and-signature.yml', /SBOM|sbom/],
    ['manifest-and-scope.yml', /manifest/],
    ['everything.yml', /manifest/],
  ])('%s blocks a change that does not bring what it asks for', async (snippet, why) => {
    const { exitCode, output } = await judge(snippet, note);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(why)]);
  });

  it('owners-approve.yml lets a plain change pass, and a workflow only with an approval', async () => {
    expect(await judge('owners-approve.yml', note)).toMatchObject({ exitCode: 0 });
    expect(await judge('owners-approve.yml', workflow)).toMatchObject({ exitCode: 4 });
  });

  it('own-rego.yml judges by a policy of one’s own, beside the built-in ones', async () => {
    expect(await judge('own-rego.yml', note, buildOwnPolicy)).toMatchObject({ exitCode: 0 });
    const { exitCode, output } = await judge('own-rego.yml', workflow, buildOwnPolicy);
    expect([exitCode, output]).toEqual([1, expect.stringContaining('.github/workflows/extra.yml was added')]);
  });
});
