import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail, type Result } from '@interlock/core/failure';
import { withTemporaryFolder } from '../filesystem/index.ts';
import { runGit } from './run-git.ts';

export type RunPrivately = (
  command: readonly string[],
  environment?: Readonly<Record<string, string>>,
) => Promise<Result<Buffer>>;

/** A git directory of our own, and the objects of the repository. */
export interface PrivatePlace {
  readonly gitDirectory: string;
  /** An empty folder to run git in. */
  readonly empty: string;
  readonly objects: string;
}

/**
 * Runs git commands on the objects of a repository from a git directory of our own: neither its configuration nor the
 * attributes in its `info` folder, its index or the current folder can make git show text as binary.
 */
export async function withPrivateDirectory<T>(
  gitDirectory: string,
  use: (run: RunPrivately, place: PrivatePlace) => Promise<Result<T>>,
): Promise<Result<T>> {
  const place = await runGit(gitDirectory, ['rev-parse', '--git-path', 'objects', '--show-object-format']);
  if (!place.ok) return place;
  const [, objects = '', format = ''] = /^([\s\S]*)\n(sha1|sha256)\n$/.exec(place.value.toString()) ?? [];
  try {
    return await withTemporaryFolder('interlock-git-', async (folder) => {
      const own = await makeDirectory(folder, format);
      const shared = { GIT_OBJECT_DIRECTORY: resolve(objects) };
      return use(
        (command, environment) =>
          runGit(own.gitDirectory, command, { folder: own.empty, environment: { ...environment, ...shared } }),
        { ...own, objects: shared.GIT_OBJECT_DIRECTORY },
      );
    });
  } catch (cause) {
    return fail('unwritable-file', 'A temporary folder for git could not be made.', {
      file: tmpdir(),
      hint: 'Give TMPDIR a writable folder.',
      cause,
    });
  }
}

async function makeDirectory(folder: string, format: string): Promise<{ gitDirectory: string; empty: string }> {
  const [gitDirectory, empty] = [join(folder, 'git'), join(folder, 'empty')];
  await mkdir(join(gitDirectory, 'refs'), { recursive: true });
  await mkdir(empty);
  await writeFile(join(gitDirectory, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(
    join(gitDirectory, 'config'),
    `[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = ${format}\n`,
  );
  return { gitDirectory, empty };
}
