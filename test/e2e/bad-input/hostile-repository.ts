import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, twoCommits } from './repository.ts';

/** Settings that make some git command run the program that they name. */
const settings = [
  'core.fsmonitor',
  'core.pager',
  'core.editor',
  'core.sshCommand',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'credential.helper',
  'diff.external',
  'diff.evil.textconv',
  'diff.evil.command',
  'filter.evil.clean',
  'filter.evil.smudge',
  'filter.evil.process',
  'merge.evil.driver',
  'gpg.program',
  'pager.log',
  'pager.show',
  'uploadpack.packObjectsHook',
];
const aliases = ['rev-parse', 'ls-tree', 'cat-file', 'log', 'diff', 'show', 'for-each-ref', 'version'];
const hooks = ['post-checkout', 'post-index-change', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman'];

/** Attributes that hand every file to the programs of the configuration. */
export const hostileAttributes = { '.gitattributes': '* diff=evil filter=evil merge=evil\n' };

/** A repository on a detached HEAD, whose base has these files, and whose configuration is hostile. */
export function hostileRepository(folder: string, content: Readonly<Record<string, string>>): void {
  const { base } = twoCommits(folder, { ...hostileAttributes, ...content });
  git(folder, 'checkout', '-q', '--detach', base);
  makeHostile(folder);
}

/** Lets the configuration of a repository run a program wherever git allows that. */
export function makeHostile(folder: string): void {
  const program = join(folder, '.git/evil');
  writeFileSync(program, `#!/bin/sh\ntouch '${marker(folder)}'\ncat\n`);
  chmodSync(program, 0o755);
  const folderOfHooks = join(folder, '.git/evil-hooks');
  mkdirSync(folderOfHooks);
  for (const hook of hooks) {
    writeFileSync(join(folderOfHooks, hook), `#!/bin/sh\ntouch '${marker(folder)}'\n`);
    chmodSync(join(folderOfHooks, hook), 0o755);
  }
  const included = join(folder, '.git/included');
  for (const setting of settings) git(folder, 'config', '--file', included, setting, program);
  for (const alias of aliases) git(folder, 'config', '--file', included, `alias.${alias}`, `!${program}`);
  git(folder, 'config', '--file', included, 'core.hooksPath', folderOfHooks);
  git(folder, 'config', 'include.path', included);
}

const marker = (folder: string): string => join(folder, 'marker');

/** Whether one of the programs ran. */
export const ranProgram = (folder: string): boolean => existsSync(marker(folder));
