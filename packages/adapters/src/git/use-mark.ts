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
  const tree = await emptyTree(gitDirectory);
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
  const answer = await runGit(gitDirectory, ['cat-file', '--batch'], { ...options, input: `${object}\n` });
  const raw = answer.ok ? commitIn(answer.value) : undefined;
  const commit = raw === undefined ? undefined : parseCommit(object, raw);
  if (commit === undefined) return 'foreign';
  const attempt = /^Attempt: ([0-9a-f]{32})\n$/mu.exec(commit.message)?.[1] ?? '';
  const own =
    commit.tree === emptyTrees[object.length] &&
    commit.parents.length === 0 &&
    commit.message === messageOf(digest, attempt);
  return own ? 'interlock' : 'foreign';
}

/** What git calls a tree without files, by the length of its object names: SHA-1, SHA-256. */
const emptyTrees: Readonly<Record<number, string>> = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** git-cat-file(1), BATCH OUTPUT: object, type, size; then the content. */
function commitIn(output: Buffer): Buffer | undefined {
  const end = output.indexOf(10);
  const [, size] = /^[0-9a-f]+ commit (\d+)$/.exec(output.subarray(0, Math.max(end, 0)).toString()) ?? [];
  return size === undefined ? undefined : output.subarray(end + 1, end + 1 + Number(size));
}

const messageOf = (digest: string, attempt: string) => `Use of ${digest}\n\nAttempt: ${attempt}\n`;

async function emptyTree(gitDirectory: string): Promise<Result<string>> {
  const tree = await runGit(gitDirectory, ['hash-object', '-t', 'tree', '-w', '--stdin']);
  return mapResult(tree, (name) => name.toString().trim());
}
