import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { SourceTree } from '@interlock/core/ports';
import { fileFailure } from './file-failure.ts';
import { readFile } from './read-file.ts';

const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** The files under a folder. Symbolic links are not followed: they could lead out of it. Failures name files relative to it. */
export function directoryTree(root: string): SourceTree {
  return {
    name: root,
    list: () => listFiles(root),
    read: async (path) => {
      const absolute = join(root, path);
      const stats = await lstat(absolute).catch(() => undefined);
      if (!stats?.isFile()) return ok(undefined);
      const content = await readFile(absolute);
      return content.ok ? content : { ok: false, error: { ...content.error, file: path } };
    },
  };
}

async function listFiles(root: string): Promise<Result<readonly string[]>> {
  try {
    if (!(await lstat(root)).isDirectory()) {
      return fail('wrong-file-type', 'This is not a directory.', {
        file: root,
        hint: 'Name the folder of the project.',
      });
    }
    const files: string[] = [];
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !leftOut.has(entry.name)) folders.push(path);
        else if (entry.isFile()) files.push(path);
      }
    }
    return ok(files.sort());
  } catch (cause) {
    return fileFailure(root, cause);
  }
}
