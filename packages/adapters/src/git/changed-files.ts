import type { ChangedFile } from '@interlock/core/change';
import type { Result } from '@interlock/core/failure';
import { requireObjectNames } from './object-name.ts';
import { parseDiff } from './parse-diff.ts';
import { withPrivateDirectory } from './private-directory.ts';

const common = [
  'diff-tree',
  '-r',
  '-M50%',
  '-l0',
  '--no-ext-diff',
  '--no-textconv',
  '--submodule=short',
  '--ignore-submodules=none',
];

/** Every file that differs between two commits (full object names). */
export async function changedFiles(
  gitDirectory: string,
  base: string,
  head: string,
): Promise<Result<readonly ChangedFile[]>> {
  const named = requireObjectNames([base, head]);
  if (!named.ok) return named;
  return withPrivateDirectory(gitDirectory, async (run) => {
    const raw = await run([...common, '--raw', '--numstat', '-z', base, head, '--']);
    if (!raw.ok) return raw;
    const patch = await run([...common, '-p', '-U0', '--no-color', base, head, '--']);
    return patch.ok ? parseDiff(raw.value, patch.value.toString('latin1')) : patch;
  });
}
