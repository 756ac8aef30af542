import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import { gitArguments, gitEnvironment } from './git-command.ts';
import { parseBatch, type BatchAnswer } from './parse-batch.ts';
import { gitFailure } from './run-git.ts';

export interface GitObject {
  readonly type: string;
  readonly content: Uint8Array;
}
export type ReadObject = (objectName: string) => Promise<Result<GitObject>>;

/** Largest object that is read, in bytes. */
export const objectLimit = 64 * 1024 * 1024;
const answerMs = 60_000;
const idleMs = 1000;

type Settle = (answer: Result<BatchAnswer>) => void;
type Environment = Readonly<Record<string, string>>;
interface Batch {
  ask(name: string, settle: Settle): void;
}

/**
 * Reads objects by full name. All reads share one `git cat-file --batch`, which starts with the first read, ends after
 * a second without one, and does not keep the process alive. The environment may name other folders of objects.
 */
export function objectReader(gitDirectory: string, environment: Environment = {}): ReadObject {
  let batch: Batch | undefined;
  return async (name) => {
    const answer = await new Promise<Result<BatchAnswer>>((settle) => {
      batch ??= startBatch(gitDirectory, environment, () => {
        batch = undefined;
      });
      batch.ask(name, settle);
    });
    return answer.ok ? toObject(name, answer.value) : answer;
  };
}

function toObject(name: string, answer: BatchAnswer): Result<GitObject> {
  if (answer.kind === 'object') return ok(answer);
  if (answer.kind === 'too-large')
    return fail('bad-repository', `Object ${name} has ${answer.size} bytes; at most ${objectLimit} are read.`);
  return fail('bad-repository', `Object ${name} is not in this repository.`, {
    hint: 'Clone without `--filter`, and fetch the whole commit.',
  });
}

function startBatch(gitDirectory: string, environment: Environment, ended: () => void): Batch {
  const child = spawn('git', gitArguments(gitDirectory, ['cat-file', '--batch']), {
    env: { ...gitEnvironment(gitDirectory), ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: Settle[] = [];
  let timer: NodeJS.Timeout | undefined;
  const stop = (error: Failure) => {
    ended();
    clearTimeout(timer);
    for (const settle of waiting.splice(0)) settle({ ok: false, error });
    child.kill('SIGKILL');
  };
  /** Busy: the answer has a deadline and the process stays alive for it. Idle: neither. */
  const schedule = () => {
    clearTimeout(timer);
    const busy = waiting.length > 0;
    for (const handle of [child, child.stdin, child.stdout])
      if (handle === child || handle instanceof Socket) handle[busy ? 'ref' : 'unref']();
    timer = busy ? setTimeout(() => stop(late), answerMs) : setTimeout(() => stop(gone), idleMs).unref();
  };
  child.on('error', (error) => stop(asFailure(error)));
  child.on('close', () => stop(gone));
  child.stdin.on('error', () => stop(gone));
  child.stdout.on(
    'data',
    parseBatch(objectLimit, (answer) => {
      waiting.shift()?.(ok(answer));
      schedule();
    }),
  );
  return {
    ask: (name, settle) => {
      waiting.push(settle);
      child.stdin.write(`${name}\n`);
      if (waiting.length === 1) schedule();
    },
  };
}

const late: Failure = { kind: 'deadline-exceeded', message: `git did not answer within ${answerMs / 1000} seconds.` };
const gone: Failure = { kind: 'bad-repository', message: 'git cat-file ended before it had answered.' };

function asFailure(error: Error): Failure {
  const failed = gitFailure('cat-file', error, '');
  return failed.ok ? gone : failed.error;
}
