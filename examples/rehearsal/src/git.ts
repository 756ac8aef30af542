import { mustRun } from './program.ts';

/** Runs git in a folder with nothing of the user's configuration. */
export function git(folder: string, ...args: readonly string[]): Promise<string> {
  const environment = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Agent',
    GIT_AUTHOR_EMAIL: 'agent@interlock.invalid',
    GIT_COMMITTER_NAME: 'Agent',
    GIT_COMMITTER_EMAIL: 'agent@interlock.invalid',
  };
  return mustRun('git', args, { cwd: folder, environment });
}
