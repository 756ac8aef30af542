import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { ReadWorkTree } from '@interlock/core/ports';
import { findRepository } from './open-repository.ts';
import { resolveCommit } from './resolve.ts';
import { runGit } from './run-git.ts';

interface Entry {
  readonly mode: string;
  readonly name: string;
  readonly path: Buffer;
}

/** Compares by hashing here: git itself would run the filters that the repository configures. */
export const readWorkTree: ReadWorkTree = async (folder) => {
  const root = await access(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  if (!root) return ok(undefined);
  const directory = await findRepository(folder);
  if (!directory.ok) return directory;
  const commit = await resolveCommit(directory.value, 'HEAD');
  if (!commit.ok) return commit;
  const entries = await listEntries(directory.value, commit.value);
  if (!entries.ok) return entries;
  for (const entry of entries.value) {
    if (!(await liesThere(folder, entry))) return ok({ commit: commit.value, state: 'changed' });
  }
  return ok({ commit: commit.value, state: 'clean' });
};

async function listEntries(gitDirectory: string, commit: string): Promise<Result<readonly Entry[]>> {
  const listed = await runGit(gitDirectory, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (!listed.ok) return listed;
  const entries: Entry[] = [];
  for (let from = 0, to = 0; from < listed.value.length; from = to + 1) {
    to = listed.value.indexOf(0, from);
    const tab = listed.value.indexOf(9, from);
    const [, mode, name] = /^(\d{6}) [a-z]+ ([0-9a-f]+)$/.exec(listed.value.toString('latin1', from, tab)) ?? [];
    if (mode === undefined || name === undefined || to < tab)
      return fail('bad-repository', `git ls-tree of ${commit} cannot be read.`);
    entries.push({ mode, name, path: listed.value.subarray(tab + 1, to) });
  }
  return ok(entries);
}

/** A submodule is never found unchanged: its files are not in these objects. */
async function liesThere(folder: string, { mode, name, path }: Entry): Promise<boolean> {
  const file = Buffer.concat([Buffer.from(`${folder}/`), path]);
  try {
    const stats = await lstat(file);
    if (mode === '120000') {
      return stats.isSymbolicLink() && name === blobName(name, await readlink(file, { encoding: 'buffer' }));
    }
    if (!stats.isFile() || (mode === '100755') !== ((stats.mode & 0o100) !== 0)) return false;
    const hash = hashFor(name).update(`blob ${stats.size}\0`);
    for await (const block of createReadStream(file)) hash.update(block as Buffer);
    return name === hash.digest('hex');
  } catch {
    return false;
  }
}

const hashFor = (name: string) => createHash(name.length === 64 ? 'sha256' : 'sha1');
const blobName = (like: string, content: Buffer) =>
  hashFor(like).update(`blob ${content.length}\0`).update(content).digest('hex');
