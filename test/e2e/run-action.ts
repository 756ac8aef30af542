import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The bundle under test: a fresh build in `pnpm test`, the committed one otherwise. */
export const dist = process.env['INTERLOCK_DIST'] ?? join(import.meta.dirname, '../../dist');

export interface ActionRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Starts a program with exactly that environment and waits for its end. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
): Promise<Pick<ActionRun, 'exitCode' | 'stdout' | 'stderr'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: options.cwd,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const read: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...read }));
  });
}

const base = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TMPDIR: tmpdir() };

/** Runs an action the way the runner does: `INPUT_*` in, command files out. */
export async function runAction(
  name: string,
  inputs: Readonly<Record<string, string>>,
  options: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-action-'));
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const given = Object.entries(inputs).map(([input, value]) => [
    `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const run = await runProgram(join(dist, `${name}.js`), [], {
    cwd: options.cwd,
    environment: {
      ...base,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: options.cwd,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      ...options.environment,
      ...Object.fromEntries(given),
    },
  });
  return {
    ...run,
    outputs: parseOutputs(readFileSync(files.output, 'utf8')),
    summary: readFileSync(files.summary, 'utf8'),
  };
}

/** Runs `interlock` with arguments, as in a terminal without a TTY. */
export function runCommand(
  args: readonly string[],
  options: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<Pick<ActionRun, 'exitCode' | 'stdout' | 'stderr'>> {
  return runProgram(join(dist, 'interlock.js'), args, {
    cwd: options.cwd,
    environment: { ...base, ...options.environment },
  });
}

function parseOutputs(text: string): Readonly<Record<string, string>> {
  const pattern = /^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm;
  return Object.fromEntries([...text.matchAll(pattern)].map(([, name, , value]) => [name, value]));
}
