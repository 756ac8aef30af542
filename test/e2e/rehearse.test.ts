import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dist } from './run-action.ts';

const root = resolve(import.meta.dirname, '../..');

function rehearse(...args: readonly string[]) {
  return spawnSync('npx', ['-y', 'pnpm@12.21.0', 'rehearse', ...args], {
    cwd: root,
    env: { ...process.env, INTERLOCK_DIST: dist },
    encoding: 'utf8',
    timeout: 110_000,
  });
}

describe('pnpm rehearse', () => {
  it('ends well where a fault ends as specified, and says where the evidence is', () => {
    const { status, stderr, stdout } = rehearse('default', '--fault', 'unsigned-commit');
    expect({ status, stderr, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^unsigned-commit .* refused by verify-commits \(exit 1\): unsigned +ok$/mu),
    });
    expect(existsSync(/^Evidence: (.*)$/mu.exec(stdout)?.[1] ?? '')).toBe(true);
  }, 120_000);

  it.each([
    [[], 'one flow was expected'],
    [['fast'], 'one flow was expected'],
    [['default', '--fault', 'none-such'], 'there is no fault "none-such"'],
    [['trusted', '--fault', 'bad-release'], 'bad-release is a fault of the flow default'],
  ] as const)('calls %j a wrong call, and lists the faults', (args, problem) => {
    const { status, stderr } = rehearse(...args);
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining(problem) });
    expect(stderr).toContain('anomaly-while-dark');
  });
});
