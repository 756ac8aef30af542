import { collect, fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { CommitTree } from '@interlock/core/ports';
import { requireObjectNames } from './object-name.ts';
import type { ReadObject } from './object-reader.ts';
import { runGit, type RunOptions } from './run-git.ts';

const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const isListed = (path: string) =>
  !path
    .split('/')
    .slice(0, -1)
    .some((name) => leftOut.has(name));
type Files = ReadonlyMap<string, string>;

/** Object names by path. */
export interface TreeEntries {
  readonly files: Files;
  readonly links: Files;
  readonly submodules: readonly string[];
}

/**
 * The files of a commit or tree (full object name). Symbolic links and submodules are not files and are left out.
 * `options` say where else the objects of the tree are.
 */
export function commitTree(
  gitDirectory: string,
  commit: string,
  readObject: ReadObject,
  options: Pick<RunOptions, 'environment'> = {},
): CommitTree {
  let listed: Promise<Result<TreeEntries>> | undefined;
  const entries = () => (listed ??= listEntries(gitDirectory, commit, options));
  const readBlob = async (path: string, objectName: string): Promise<Result<Uint8Array>> => {
    const object = await readObject(objectName);
    if (!object.ok) return fail(object.error.kind, object.error.message, { ...object.error, file: path });
    return ok(object.value.content);
  };
  return {
    name: `commit ${commit.slice(0, 7)}`,
    list: async () => mapResult(await entries(), ({ files }) => [...files.keys()].filter(isListed).sort()),
    read: async (path) => {
      const found = await entries();
      if (!found.ok) return found;
      const objectName = found.value.files.get(path);
      return objectName === undefined ? ok(undefined) : readBlob(path, objectName);
    },
    links: async () => {
      const found = await entries();
      if (!found.ok) return found;
      const targets = await Promise.all(
        [...found.value.links].map(async ([path, objectName]) =>
          mapResult(await readBlob(path, objectName), (content) => [path, new TextDecoder().decode(content)] as const),
        ),
      );
      return mapResult(collect(targets), (pairs) => new Map(pairs));
    },
    submodules: async () => mapResult(await entries(), ({ submodules }) => [...submodules].sort()),
  };
}

async function listEntries(
  gitDirectory: string,
  commit: string,
  options: Pick<RunOptions, 'environment'>,
): Promise<Result<TreeEntries>> {
  const named = requireObjectNames([commit]);
  if (!named.ok) return named;
  const output = await runGit(gitDirectory, ['ls-tree', '-r', '-z', '--full-tree', commit], options);
  return output.ok ? parseTree(output.value) : output;
}

/** Reads `ls-tree -r -z`: `<mode> <type> <object>\t<path>\0`. */
export function parseTree(output: Uint8Array): Result<TreeEntries> {
  const text = decode(output);
  if (text === undefined)
    return fail('bad-repository', 'A file has a name that is not UTF-8.', { hint: 'Rename the file.' });
  const [files, links, submodules] = [new Map<string, string>(), new Map<string, string>(), [] as string[]];
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
    if (mode === '120000') links.set(path, objectName);
    else if (mode === '160000') submodules.push(path);
    else files.set(path, objectName);
  }
  return ok({ files, links, submodules });
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
