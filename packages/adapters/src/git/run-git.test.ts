import { expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { exitStatus, gitFailure, runGit } from './run-git.ts';

it('tells a time-out from an answer that is no', async () => {
  const killed = Object.assign(new Error('killed'), { killed: true, signal: 'SIGKILL' as const });
  expect(gitFailure('diff-tree', killed, '')).toMatchObject({ ok: false, error: { kind: 'deadline-exceeded' } });
  const answer = await runGit(tmpdir(), ['hash-object', '--nonsense']);
  expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  expect(answer.ok ? undefined : exitStatus(answer.error)).toBe(129);
  expect(exitStatus({ kind: 'bad-repository', message: '' })).toBeUndefined();
});

it('gives git its input, and survives a git that does not read it', async () => {
  const input = 'x'.repeat(1_000_000);
  expect(await runGit(tmpdir(), ['stripspace'], { input })).toMatchObject({ ok: true });
  expect(await runGit(tmpdir(), ['version'], { input })).toMatchObject({ ok: true });
});
