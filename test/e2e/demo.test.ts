import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { commit, initRepository } from './bad-input/repository.ts';
import { dist } from './run-action.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'interlock-demo-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a newcomer has it: no program of this checkout on the path. */
const path = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((entry) => !entry.includes('node_modules'))
  .join(delimiter);
const environment = { PATH: path, HOME: process.env['HOME'] ?? '', INTERLOCK_DIST: dist };

function demo(cwd: string, ...args: readonly string[]) {
  return spawnSync('npx', ['-y', 'pnpm@12.21.0', 'demo', ...args], {
    cwd,
    env: environment,
    encoding: 'utf8',
    timeout: 400_000,
  });
}

describe('pnpm demo', () => {
  it('runs on a fresh clone, and everything ends as it must', () => {
    const clone = join(folder, 'clone');
    execFileSync('git', ['clone', '-q', `file://${root}`, clone]);
    const { status, stdout, stderr } = demo(clone);
    expect({ status, stderr, tail: stdout.slice(-3000) }).toMatchObject({ status: 0 });
    expect(stdout).toMatch(/canary-gate: promote[\s\S]*canary-gate: rollback[\s\S]*auto-rollback: runs sha256:/u);
    // Eleven answers about the final state, of evidence, ledger and contract too, and how each of the two rehearsals ended.
    expect(stdout.match(/ ok$/gmu)).toHaveLength(13);
    expect(stdout.match(/^evidence of \S+ holds +verified, 0 failed +verified, 0 failed +ok$/gmu)).toHaveLength(2);
    const report = readFileSync(join(clone, '.interlock/out/demo/report.html'), 'utf8');
    expect(report).toContain('A good release was promoted, a bad one was caught and taken back');
    expect(report.match(/<svg /gu)?.length).toBe(2);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })).toBe('');
  }, 420_000);

  it('judges the last change of another repository with --path, and writes nothing there', () => {
    const other = join(folder, 'other');
    initRepository(other);
    commit(other, { 'readme.md': 'one\n' });
    commit(other, { '.github/workflows/ci.yml': 'on: push\npermissions: {}\njobs: {}\n' });
    const { status, stdout } = demo(root, '--path', other);
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/run: decision needs-approval/u),
    });
    expect(stdout).not.toContain('canary-gate');
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: other, encoding: 'utf8' })).toBe('');
  }, 60_000);
});
