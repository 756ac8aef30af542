import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runProgram, type ProgramOptions } from './program.ts';

export const repositoryRoot = resolve(import.meta.dirname, '../../..');

export interface Answer {
  readonly exitCode: number;
  /** By name, as the operation declares them. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly failures: readonly { readonly message: string; readonly hint?: string }[];
}

/** Flags by name; a list repeats its flag. */
export type Flags = Readonly<Record<string, string | readonly string[]>>;

/** Runs the shipped command, `dist/interlock.js`, as a user does. Throws where its exit code is not one of the expected. */
export async function interlock(
  operation: string,
  flags: Flags,
  options: ProgramOptions,
  expected: readonly number[] = [0],
): Promise<Answer> {
  const program = join(process.env['INTERLOCK_DIST'] ?? join(repositoryRoot, 'dist'), 'interlock.js');
  if (!existsSync(program)) throw new Error(`${program} is not there: run pnpm build`);
  const args = Object.entries(flags).flatMap(([name, value]) => [value].flat().map((one) => `--${name}=${one}`));
  const ended = await runProgram(process.execPath, [program, operation, ...args, '--json'], options);
  if (!expected.includes(ended.exitCode))
    throw new Error(`interlock ${operation} ended with ${ended.exitCode}:\n${ended.stderr}`);
  // Nothing at all where it was killed.
  if (ended.stdout === '') return { exitCode: ended.exitCode, outputs: {}, failures: [] };
  return JSON.parse(ended.stdout) as Answer;
}
