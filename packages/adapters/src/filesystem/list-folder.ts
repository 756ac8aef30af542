import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { ListFolder, ListedFile } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { fileFailure } from './file-failure.ts';

const most = 10_000;

export const listFolder: ListFolder = async (folder) => {
  const files: ListedFile[] = [];
  const waiting = [''];
  try {
    if (!(await lstat(folder)).isDirectory())
      return fail('wrong-file-type', 'This is not a folder, and one was expected.', {
        file: folder,
        hint: 'Name the folder itself, and not a link to it.',
      });
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const name of await readdir(join(folder, at))) {
        const path = at === '' ? name : `${at}/${name}`;
        const stats = await lstat(join(folder, path));
        if (stats.isDirectory()) waiting.push(path);
        else if (stats.isFile()) files.push({ path, size: stats.size });
        else return notPlain(folder, path);
        if (files.length + waiting.length > most) return tooMany(folder);
      }
    }
  } catch (cause) {
    return fileFailure(folder, cause);
  }
  return ok(files.toSorted((one, other) => (one.path < other.path ? -1 : 1)));
};

function notPlain(folder: string, path: string): Result<never> {
  return fail('wrong-file-type', `"${oneLine(path, 120)}" is a link or a device, and regular files were expected.`, {
    file: folder,
    hint: 'Copy the folder with the files themselves in place of links.',
  });
}

function tooMany(folder: string): Result<never> {
  return fail('wrong-file-type', `This folder has more than ${most} files and folders.`, {
    file: folder,
    hint: 'Name the folder of one change.',
  });
}
