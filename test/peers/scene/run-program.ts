import { spawn } from 'node:child_process';
import { dirname, delimiter } from 'node:path';

export interface ProgramRun {
  readonly exitCode: number | null;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** `PATH` with the Node of this process first: peers run actions and jobs with the `node` that they find there. */
const pathWithNode = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);

const ownToCi = /^(CI|CI_.*|GITHUB_.*|GITLAB_.*|RUNNER_.*|INPUT_.*|INTERLOCK_.*|npm_.*|NODE_ENV|NODE_OPTIONS|JEST_.*)$/;

/** The environment of this process without what belongs to the CI run, or the test run, that it may be part of. */
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownToCi.test(name)));

/** Runs a peer to its end; after `timeoutSeconds` it and its children are killed. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly timeoutSeconds?: number;
  },
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...inherited, PATH: pathWithNode, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const timer = setTimeout(
      () => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      },
      (options.timeoutSeconds ?? 120) * 1000,
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, output });
    });
  });
}
