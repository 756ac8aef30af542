import { decodeUtf8 } from '@interlock/core/text';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { parseTree, readReference, runGit } from '../git/index.ts';
import { timestamp, type LocalRepository } from './local-repository.ts';
import { writeRawCommit } from './raw-commit.ts';

/** Files by name, as the newest commit of a reference holds them; older commits are their history. */
export interface Documents {
  readonly reference: string;
  /** `undefined`: there is no such reference yet. */
  readonly commit: string | undefined;
  readonly files: ReadonlyMap<string, string>;
}

export async function readDocuments({ gitDirectory }: LocalRepository, reference: string): Promise<Result<Documents>> {
  const commit = await readReference(gitDirectory, reference);
  if (!commit.ok) return commit;
  if (commit.value === undefined) return ok({ reference, commit: undefined, files: new Map() });
  const listed = await runGit(gitDirectory, ['ls-tree', '-r', '-z', '--full-tree', commit.value]);
  if (!listed.ok) return listed;
  return mapResult(parseTree(listed.value), ({ files }) => ({ reference, commit: commit.value, files }));
}

/** The text of one file; `undefined` where there is none of this name. */
export async function readDocument(
  { readObject }: LocalRepository,
  { files, reference }: Documents,
  name: string,
): Promise<Result<string | undefined>> {
  const objectName = files.get(name);
  if (objectName === undefined) return ok(undefined);
  const object = await readObject(objectName);
  if (!object.ok) return object;
  return decodeUtf8(object.value.content, `${reference}:${name}`);
}

/** Writes a commit with one file changed; nothing points at it yet. */
export async function writeDocument(
  repository: LocalRepository,
  { commit, files }: Documents,
  { name, value, message }: { readonly name: string; readonly value: object; readonly message: string },
): Promise<Result<string>> {
  const { gitDirectory } = repository;
  const input = `${JSON.stringify(value, null, 2)}\n`;
  const blob = await runGit(gitDirectory, ['hash-object', '-w', '--stdin'], { input });
  if (!blob.ok) return blob;
  const entries = new Map([...files, [name, blob.value.toString().trim()]]);
  const lines = [...entries].map(([path, object]) => `100644 blob ${object}\t${path}\0`).join('');
  const tree = await runGit(gitDirectory, ['mktree', '-z'], { input: lines });
  if (!tree.ok) return tree;
  const parents = commit === undefined ? [] : [commit];
  const at = { ...repository.user, date: timestamp() };
  return writeRawCommit(gitDirectory, {
    tree: tree.value.toString().trim(),
    parents,
    author: at,
    committer: at,
    message,
  });
}

/** A file name for any text: no slash, no leading dot. Fails with `usage` where it is too long for one. */
export function fileNameOf(text: string): Result<string> {
  const name = text.isWellFormed() ? encodeURIComponent(text).replaceAll('.', '%2E') : '';
  if (name !== '' && name.length <= 200) return ok(`${name}.json`);
  return fail('usage', 'A name for a status or comment has 1 to 200 characters, encoded as in an address.');
}
