import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { ProtectBranches } from '@interlock/core/ports';
import { branchReference, runGit } from '../git/index.ts';
import { openLocalRepository } from './local-repository.ts';
import { hookMark, preReceiveHook } from './pre-receive.ts';

const settings: readonly (readonly [string, string])[] = [
  // the hooks of this repository, whatever the account that serves it has configured
  ['core.hooksPath', 'hooks'],
  ['core.logAllRefUpdates', 'always'],
  ['receive.denyDeleteCurrent', 'refuse'],
  ['receive.fsckObjects', 'true'],
];

/**
 * Lets a bare repository refuse every push to these branches, and every push that moves or deletes a tag or what
 * Interlock keeps there; they replace those of an earlier call. Merges of the local forge are no pushes. It binds who
 * reaches the repository by a server (ssh, http, git): who may write its files, or chooses the program that receives,
 * can do anything. Fails with `conflict` where the repository has a `pre-receive` hook that is not ours.
 */
export const protectBranches: ProtectBranches = async (repository, branches) => {
  if (branches.length === 0) return fail('usage', 'No branch to protect was named.');
  const found = await openLocalRepository(repository, { name: 'interlock', email: 'interlock@localhost' });
  if (!found.ok) return found;
  const { gitDirectory } = found.value;
  for (const branch of branches) {
    if (branch.startsWith('refs/'))
      return fail('usage', `A branch is named without refs/heads/: ${JSON.stringify(branch)} would be another one.`, {
        hint: 'Write it as `git branch` shows it.',
      });
    const reference = await branchReference(gitDirectory, branch);
    if (!reference.ok) return reference;
  }
  const file = join(gitDirectory, 'hooks', 'pre-receive');
  const free = await checkHook(file);
  if (!free.ok) return free;
  for (const [name, value] of settings) {
    const set = await runGit(gitDirectory, ['config', '--replace-all', name, value]);
    if (!set.ok) return set;
  }
  const written = await writeHook(file, preReceiveHook(branches));
  return written.ok ? ok({ hook: file }) : written;
};

async function checkHook(file: string): Promise<Result<void>> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.split('\n')[1] === hookMark) return ok(undefined);
  } catch (cause) {
    if (isMissing(cause)) return ok(undefined);
    return fail('unreadable-file', 'The hook that is there cannot be read.', { file, cause });
  }
  return fail('conflict', 'The repository has a pre-receive hook that Interlock has not written.', {
    file,
    hint: 'Move it away, or call it from the hook `update`, which runs after pre-receive.',
  });
}

function isMissing(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
}

/** In one step: a push meanwhile meets the old hook or the new one. */
async function writeHook(file: string, text: string): Promise<Result<void>> {
  const fresh = `${file}.${randomUUID()}`;
  try {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(fresh, text, { flag: 'wx' });
    await chmod(fresh, 0o755);
    await rename(fresh, file);
    return ok(undefined);
  } catch (cause) {
    return fail('unwritable-file', 'The hook could not be written.', {
      file,
      hint: 'Run it as the account that the repository belongs to.',
      cause,
    });
  }
}
