import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitIn } from './scratch-repository.ts';

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
  'merge.default',
  'gpg.program',
  'gpg.ssh.program',
  'pager.diff-tree',
  'pager.log',
  'pager.show',
  'interactive.diffFilter',
  'uploadpack.packObjectsHook',
  ...['rev-parse', 'ls-tree', 'cat-file', 'diff-tree', 'log', 'diff', 'show', 'for-each-ref', 'version'].map(
    (command) => `alias.${command}`,
  ),
];
const hooks = [
  'post-checkout',
  'post-index-change',
  'post-merge',
  'pre-commit',
  'reference-transaction',
  'update',
  'fsmonitor-watchman',
];

/** Settings that run nothing, and would make git show another change, or write another commit. */
const misleading = {
  'core.bigFileThreshold': '1',
  'core.sparseCheckout': 'true',
  'core.splitIndex': 'true',
  'commit.gpgSign': 'true',
  'i18n.commitEncoding': 'latin1',
  'diff.renames': 'false',
};

/** Attributes that hand every file to the programs of the configuration. */
export const hostileAttributes = { '.gitattributes': '* diff=evil filter=evil merge=evil\n' };

/** For tests: lets the configuration, hooks and attributes of a repository run a program wherever git allows that. */
export function makeHostile(folder: string): void {
  const at = (name: string) => join(folder, '.git', name);
  const program = at('evil');
  writeFileSync(program, `#!/bin/sh\ntouch '${marker(folder)}'\ncat\n`, { mode: 0o755 });
  mkdirSync(at('evil-hooks'));
  for (const hook of hooks) {
    writeFileSync(at(`evil-hooks/${hook}`), `#!/bin/sh\ntouch '${marker(folder)}'\n`);
    chmodSync(at(`evil-hooks/${hook}`), 0o755);
  }
  const included = at('included');
  const set = (name: string, value: string) => gitIn(folder, 'config', '--file', included, name, value);
  for (const name of settings) set(name, name.startsWith('alias.') ? `!${program}` : program);
  for (const [name, value] of Object.entries(misleading)) set(name, value);
  set('core.hooksPath', at('evil-hooks'));
  set('core.attributesFile', join(folder, '.gitattributes'));
  gitIn(folder, 'config', 'include.path', included);
}

const marker = (folder: string): string => join(folder, '.git/ran');

/** Whether one of the programs ran. */
export const ranProgram = (folder: string): boolean => existsSync(marker(folder));

/** Forgets that one ran. */
export const forgetRun = (folder: string): void => rmSync(marker(folder), { force: true });
