import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { exitStatus, outputOf, withPrivateDirectory } from '../git/index.ts';
import { timestamp } from './local-repository.ts';
import { writeRawCommit } from './raw-commit.ts';

const shown = 10;

/** Merges two commits by git's own merge in a git directory of ours: no merge driver of the repository is known there. */
export async function mergedTree(gitDirectory: string, ours: string, theirs: string): Promise<Result<string>> {
  const command = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs];
  const merged = await withPrivateDirectory(gitDirectory, (run) => run(command));
  if (merged.ok) return ok(merged.value.toString('latin1').split('\0')[0] ?? '');
  const status = exitStatus(merged.error);
  if (status === 1) return conflict(outputOf(merged.error));
  // usage: before git 2.38 the command merges three trees
  if (status === 129)
    return fail('service-failed', 'The git on the PATH cannot merge without a work tree.', {
      hint: 'Install git 2.38 or newer where the local forge is.',
      cause: merged.error,
    });
  return merged;
}

function conflict(output: Buffer): Result<never> {
  const [, ...paths] = output.toString('utf8').split('\0').slice(0, -1);
  const names = paths.slice(0, shown).map((path) => JSON.stringify(oneLine(path, 200)));
  const more = paths.length > shown ? ` and ${paths.length - shown} more` : '';
  const where = names.length === 0 ? '' : ` in ${names.join(', ')}${more}`;
  return fail('bad-repository', `The change conflicts with its base branch${where}.`, {
    hint: 'Merge the base branch into the change or rebase the change, resolve the conflict and push; it is then judged anew.',
  });
}

/**
 * The tree of `onto` with what one commit changes. git before 2.40 cannot be told a base, so it gets commits of ours
 * that have these trees and this base.
 */
export async function pickedTree(
  gitDirectory: string,
  trees: { readonly before: string; readonly after: string; readonly onto: string },
  commit: string,
): Promise<Result<string>> {
  const person = { name: 'Interlock', email: 'interlock@localhost', date: timestamp() };
  const write = (tree: string, parents: readonly string[]) =>
    writeRawCommit(gitDirectory, { tree, parents, author: person, committer: person, message: `pick ${commit}` });
  const base = await write(trees.before, []);
  if (!base.ok) return base;
  const ours = await write(trees.onto, [base.value]);
  if (!ours.ok) return ours;
  const theirs = await write(trees.after, [base.value]);
  return theirs.ok ? mergedTree(gitDirectory, ours.value, theirs.value) : theirs;
}
