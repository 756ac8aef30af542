import { randomBytes } from 'node:crypto';
import { hexOf, type Digest } from '@interlock/core/digest';
import { mapResult, type Result } from '@interlock/core/failure';
import type { UseHolder } from '@interlock/core/ports';
import { parseCommit } from './parse-commit.ts';
import { runGit, type RunOptions } from './run-git.ts';

export const markFolder = 'refs/interlock/approvals';

export const markReference = (digest: Digest): string => `${markFolder}/${hexOf(digest)}`;

/** A commit without files and parents, which no other attempt has. */
export async function makeMark(gitDirectory: string, digest: string): Promise<Result<string>> {
  const tree = await emptyTree(gitDirectory, ['-w']);
  if (!tree.ok) return tree;
  const person = `Interlock <interlock@localhost> ${Math.floor(Date.now() / 1000)} +0000`;
  const input = `tree ${tree.value}\nauthor ${person}\ncommitter ${person}\n\n${messageOf(digest, randomBytes(16).toString('hex'))}`;
  const written = await runGit(gitDirectory, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
  return mapResult(written, (name) => name.toString().trim());
}

/** Whether an object is of the form of a mark for this digest; `options` say where it lies. */
export async function originOf(
  gitDirectory: string,
  { digest, object }: { readonly digest: Digest; readonly object: string },
  options: RunOptions = {},
): Promise<UseHolder['origin']> {
  const type = await runGit(gitDirectory, ['cat-file', '-t', object], options);
  if (!type.ok || type.value.toString() !== 'commit\n') return 'foreign';
  const raw = await runGit(gitDirectory, ['cat-file', 'commit', object], options);
  const tree = await emptyTree(gitDirectory, []);
  const commit = raw.ok ? parseCommit(object, raw.value) : undefined;
  if (commit === undefined || !tree.ok) return 'foreign';
  const attempt = /^Attempt: ([0-9a-f]{32})\n$/mu.exec(commit.message)?.[1] ?? '';
  const own =
    commit.tree === tree.value && commit.parents.length === 0 && commit.message === messageOf(digest, attempt);
  return own ? 'interlock' : 'foreign';
}

const messageOf = (digest: string, attempt: string) => `Use of ${digest}\n\nAttempt: ${attempt}\n`;

async function emptyTree(gitDirectory: string, more: readonly string[]): Promise<Result<string>> {
  const tree = await runGit(gitDirectory, ['hash-object', '-t', 'tree', ...more, '--stdin']);
  return mapResult(tree, (name) => name.toString().trim());
}
