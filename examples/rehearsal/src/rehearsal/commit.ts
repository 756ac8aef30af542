import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSshSignature, type TestSshKey } from '@interlock/core/ssh-key-fixture';
import { git } from '../git.ts';
import type { Committer } from './people.ts';

export interface NewCommit {
  readonly author: Committer;
  /** Left out: the commit is not signed. */
  readonly key?: TestSshKey | undefined;
  readonly message: string;
}

/** Commits all of a folder on its branch. The signature is made here, as `git commit -S` has it made by ssh-keygen. */
export async function commitAll(folder: string, { author, key, message }: NewCommit): Promise<string> {
  await git(folder, 'add', '-A');
  const tree = await git(folder, 'write-tree');
  const parent = await git(folder, 'rev-parse', 'HEAD');
  const person = `${author.name} <${author.email}> ${Math.floor(Date.now() / 1_000)} +0000`;
  const header = `tree ${tree}\nparent ${parent}\nauthor ${person}\ncommitter ${person}\n`;
  const body = `\n${message}\n`;
  const armor = key && makeSshSignature(key, Buffer.from(header + body)).trimEnd();
  const field = armor === undefined ? '' : `gpgsig ${armor.replaceAll('\n', '\n ')}\n`;
  const raw = join(folder, '.git/new-commit');
  writeFileSync(raw, header + field + body);
  const commit = await git(folder, 'hash-object', '-t', 'commit', '-w', raw);
  await git(folder, 'update-ref', 'HEAD', commit, parent);
  return commit;
}
