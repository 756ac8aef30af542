import { expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { exitStatus, gitFailure, runGit } from './run-git.ts';
import { scratchRepository } from './scratch-repository.ts';

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

it('drops the variables of git that the environment has', async () => {
  const given = {
    GIT_DIR: '/nowhere',
    GIT_WORK_TREE: '/nowhere',
    GIT_OBJECT_DIRECTORY: '/nowhere',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'test.injected',
    GIT_CONFIG_VALUE_0: 'yes',
    GIT_CONFIG_PARAMETERS: "'test.injected'='yes'",
    GIT_SSH_COMMAND: 'false',
    GIT_EXTERNAL_DIFF: 'false',
    GIT_TRACE: '1',
    HOME: '/nowhere',
  };
  const before = { ...process.env };
  const repository = scratchRepository();
  try {
    Object.assign(process.env, given);
    expect(await runGit(`${repository.root}/.git`, ['rev-parse', '--absolute-git-dir'])).toMatchObject({ ok: true });
    const injected = await runGit(`${repository.root}/.git`, ['config', '--get', 'test.injected']);
    expect(injected.ok ? injected.value.toString() : exitStatus(injected.error)).toBe(1);
  } finally {
    process.env = before;
    repository.remove();
  }
});
