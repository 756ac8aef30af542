import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets each line of standard error as it comes. */
  readonly onLine?: (line: string) => void;
  /** Ends the program with SIGKILL; left out: never. */
  readonly killAfterSeconds?: number;
}

/** Runs a program to its end, with a small environment of its own. */
export function runProgram(file: string, args: readonly string[], options: ProgramOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        TMPDIR: tmpdir(),
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(options.killAfterSeconds === undefined ? {} : { timeout: options.killAfterSeconds * 1_000 }),
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    if (options.onLine !== undefined) createInterface({ input: child.stderr }).on('line', options.onLine);
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 128, ...output }));
  });
}

/** Runs a program that must succeed; throws with what it printed where it does not. */
export async function mustRun(file: string, args: readonly string[], options: ProgramOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(file, args, options);
  if (exitCode === 0) return stdout.trim();
  throw new Error(`${[file, ...args].join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`);
}
