import { fail, ok, type Result } from '@interlock/core/failure';
import type { SourceTree } from '@interlock/core/ports';
import { requireObjectNames } from './object-name.ts';
import type { ReadObject } from './object-reader.ts';
import { runGit } from './run-git.ts';

const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules']);
type Files = ReadonlyMap<string, string>;

/** The files of a commit (full object name). Symbolic links and submodules are not files and are left out. */
export function commitTree(gitDirectory: string, commit: string, readObject: ReadObject): SourceTree {
  let listed: Promise<Result<Files>> | undefined;
  const files = () => (listed ??= listFiles(gitDirectory, commit));
  return {
    name: `commit ${commit.slice(0, 7)}`,
    list: async () => {
      const found = await files();
      return found.ok ? ok([...found.value.keys()].sort()) : found;
    },
    read: async (path) => {
      const found = await files();
      if (!found.ok) return found;
      const objectName = found.value.get(path);
      if (objectName === undefined) return ok(undefined);
      const object = await readObject(objectName);
      if (!object.ok) return fail(object.error.kind, object.error.message, { ...object.error, file: path });
      return ok(object.value.content);
    },
  };
}

async function listFiles(gitDirectory: string, commit: string): Promise<Result<Files>> {
  const named = requireObjectNames([commit]);
  if (!named.ok) return named;
  const output = await runGit(gitDirectory, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return output.ok ? parseTree(output.value) : output;
}

/** Reads `ls-tree -r -z`: `<mode> <type> <object>\t<path>\0`. */
export function parseTree(output: Uint8Array): Result<Files> {
  const text = decode(output);
  if (text === undefined)
    return fail('bad-repository', 'A file has a name that is not UTF-8.', { hint: 'Rename the file.' });
  const files = new Map<string, string>();
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
    if (mode.startsWith('100') && !folders.some((name) => leftOut.has(name))) files.set(path, objectName);
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
