import { execFile, type ExecFileException } from 'node:child_process';
import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import { gitArguments, gitEnvironment } from './git-command.ts';

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Current folder of git; it reads `.gitattributes` there. */
  readonly folder?: string;
  /** An exit status beside 0 that is an answer too. */
  readonly answerStatus?: number;
}

const seconds = 60;

/** Runs one git command and answers its standard output; nothing that the configuration of the repository names is run. */
export function runGit(
  gitDirectory: string,
  command: readonly string[],
  { answerStatus, input = '', environment = {}, folder }: RunOptions = {},
): Promise<Result<Buffer>> {
  const all = gitArguments(gitDirectory, command);
  if (all.some((argument) => argument.includes('\0')))
    return Promise.resolve(fail('bad-repository', 'A name for git holds a NUL character.'));
  const options = {
    env: { ...gitEnvironment(gitDirectory), ...environment },
    encoding: 'buffer',
    ...(folder === undefined ? {} : { cwd: folder }),
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 256 * 1024 * 1024,
  } as const;
  return new Promise((resolve) => {
    const child = execFile('git', all, options, (error, output, errors) => {
      if (error === null || (error.killed !== true && error.code === answerStatus)) resolve(ok(output));
      else resolve(gitFailure(command[0] ?? '', error, errors.toString().trim()));
    });
    // a git that ends early closes the pipe; its exit status tells why
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Exit status of the git command that failed; `undefined` where it did not run to its end. */
export function exitStatus(failure: Failure): number | undefined {
  const { cause } = failure;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'number' ? cause.code : undefined;
}

export function gitFailure(command: string, cause: ExecFileException, errors: string): Result<never> {
  if (cause.code === 'ENOENT')
    return fail('service-failed', 'git was not found on the PATH.', { hint: 'Install git 2.34 or newer.', cause });
  if (cause.killed === true && (cause.code === undefined || cause.code === null))
    return fail('deadline-exceeded', `git ${command} did not answer within ${seconds} seconds.`, { cause });
  return fail('bad-repository', `git ${command} failed: ${errors === '' ? cause.message : errors}`, { cause });
}
