import type { ChangedFile } from '@interlock/core/change';
import type { Result } from '@interlock/core/failure';
import { requireObjectNames } from './object-name.ts';
import { parseDiff } from './parse-diff.ts';
import { withPrivateDirectory } from './private-directory.ts';

const command = [
  'diff-tree',
  '-r',
  '-M50%',
  '-l0',
  '--no-ext-diff',
  '--no-textconv',
  '--submodule=short',
  '--ignore-submodules=none',
  '--raw',
  '--numstat',
  '-p',
  '-U0',
  '--no-color',
];

/** Every file that differs between two commits (full object names). */
export async function changedFiles(
  gitDirectory: string,
  base: string,
  head: string,
): Promise<Result<readonly ChangedFile[]>> {
  const named = requireObjectNames([base, head]);
  if (!named.ok) return named;
  return withPrivateDirectory(gitDirectory, (run) => diffTrees(run, base, head));
}

/** The same of two commits or trees, by a git that runs in a directory of our own. */
export async function diffTrees(
  run: (command: readonly string[]) => Promise<Result<Buffer>>,
  base: string,
  head: string,
): Promise<Result<readonly ChangedFile[]>> {
  const output = await run([...command, base, head, '--']);
  return output.ok ? parseDiff(output.value) : output;
}
