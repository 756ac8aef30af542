import { join } from 'node:path';

const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.pager=cat',
  'core.quotePath=true',
  'core.alternateRefsCommand=',
  // could show another history, or text as binary
  'core.commitGraph=false',
  'core.bigFileThreshold=512m',
  // would change a temporary index, or write beside it
  'core.sparseCheckout=false',
  'core.splitIndex=false',
  'core.untrackedCache=false',
  'index.sparse=false',
  'submodule.recurse=false',
  'diff.external=',
  'diff.renameLimit=0',
  'diff.orderFile=/dev/null',
  'log.showSignature=false',
  'merge.conflictStyle=merge',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

/**
 * Arguments of a git command on objects only. The git directory is named explicitly, so git does not ask who owns it
 * (`safe.directory`): containers often run as another user, and nothing that its configuration names is run.
 * There is no work tree: no `.gitattributes` of the change is read.
 */
export function gitArguments(gitDirectory: string, command: readonly string[]): readonly string[] {
  const place = [`--git-dir=${gitDirectory}`, '--work-tree=/dev/null', '--no-pager'];
  return [...place, ...settings, ...command];
}

/** Everything that git gets from the environment. There is no index: git would take `.gitattributes` from it. */
export function gitEnvironment(gitDirectory: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C',
    GIT_INDEX_FILE: join(gitDirectory, 'interlock-no-index'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}
