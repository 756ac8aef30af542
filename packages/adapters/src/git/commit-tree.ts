import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { CommitTree } from '@interlock/core/ports';
import { requireObjectNames } from './object-name.ts';
import type { ReadObject } from './object-reader.ts';
import { runGit } from './run-git.ts';

const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules']);
interface Entry {
  readonly objectName: string;
  readonly kind: 'file' | 'link';
}
type Entries = ReadonlyMap<string, Entry>;

/** The files of a commit (full object name). Symbolic links and submodules are not files. */
export function commitTree(gitDirectory: string, commit: string, readObject: ReadObject): CommitTree {
  let listed: Promise<Result<Entries>> | undefined;
  const files = () => (listed ??= listFiles(gitDirectory, commit));
  return {
    name: `commit ${commit.slice(0, 7)}`,
    list: async () => mapResult(await files(), (found) => namesOf(found, 'file')),
    links: async () => mapResult(await files(), (found) => namesOf(found, 'link')),
    read: async (path) => {
      const found = await files();
      if (!found.ok) return found;
      const entry = found.value.get(path);
      if (entry?.kind !== 'file') return ok(undefined);
      const object = await readObject(entry.objectName);
      if (!object.ok) return fail(object.error.kind, object.error.message, { ...object.error, file: path });
      return ok(object.value.content);
    },
  };
}

const namesOf = (entries: Entries, wanted: Entry['kind']) =>
  [...entries].flatMap(([path, { kind }]) => (kind === wanted ? [path] : [])).sort();

async function listFiles(gitDirectory: string, commit: string): Promise<Result<Entries>> {
  const named = requireObjectNames([commit]);
  if (!named.ok) return named;
  const output = await runGit(gitDirectory, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return output.ok ? parseTree(output.value) : output;
}

/** Reads `ls-tree -r -z`: `<mode> <type> <object>\t<path>\0`. */
export function parseTree(output: Uint8Array): Result<Entries> {
  const text = decode(output);
  if (text === undefined)
    return fail('bad-repository', 'A file has a name that is not UTF-8.', { hint: 'Rename the file.' });
  const files = new Map<string, Entry>();
  const paths = new Set<string>();
  const lines = text.split('\0');
  if (lines.pop() !== '') return unexpected();
  for (const line of lines) {
    const match = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line);
    if (match === null) return unexpected();
    const [, mode = '', objectName = '', path = ''] = match;
    const folders = path.split('/');
    if (paths.has(path) || folders.some((name) => name === '' || name === '.' || name === '..'))
      return fail('bad-repository', `The tree holds the path ${JSON.stringify(path)}, which git would not write.`);
    paths.add(path);
    folders.pop();
    if (folders.some((name) => leftOut.has(name))) continue;
    files.set(path, { objectName, kind: mode.startsWith('100') ? 'file' : 'link' });
  }
  return ok(files);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function unexpected(): Result<never> {
  return fail('bad-repository', 'git answered with a tree in a form that is not known.');
}
