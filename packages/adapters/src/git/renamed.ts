import { ok, type Result } from '@interlock/core/failure';
import { runGit } from './run-git.ts';
import type { ThreeTrees } from './three-way.ts';
import type { RawPath } from './unmerged.ts';

const diff = ['diff-tree', '-r', '-z'];

/**
 * Paths that theirs changes and ours has renamed since the base (git's 50 % similarity). A merge that does not follow
 * renames would take them for deleted on both sides and leave their content where it went.
 */
export async function renamedPaths(
  gitDirectory: string,
  { base, ours, theirs }: ThreeTrees,
): Promise<Result<readonly RawPath[]>> {
  const list = async (...command: readonly string[]): Promise<Result<readonly RawPath[]>> => {
    const output = await runGit(gitDirectory, [...diff, ...command, '--']);
    return output.ok ? ok(output.value.toString('latin1').split('\0').slice(0, -1)) : output;
  };
  const deleted = await list('--no-renames', '--name-only', '--diff-filter=D', base, ours);
  if (!deleted.ok || deleted.value.length === 0) return deleted;
  const changed = await list('--no-renames', '--name-only', base, theirs);
  if (!changed.ok) return changed;
  const gone = new Set(deleted.value);
  const suspects = new Set(changed.value.filter((path) => gone.has(path)));
  if (suspects.size === 0) return ok([]);
  // R<score>, old path, new path
  const renames = await list('-M50%', '-l0', '--name-status', '--diff-filter=R', base, ours);
  return renames.ok ? ok(renames.value.filter((path, at) => at % 3 === 1 && suspects.has(path))) : renames;
}
