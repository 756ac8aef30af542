import { pushBranch } from '@interlock/adapters/git';
import { fail } from '@interlock/core/failure';
import type { RunContext } from '@interlock/core/ports';
import type { ProposeRevert } from '@interlock/core/rollback';
import { createForge } from './forge.ts';

/** Names that the forges take together with a token. */
const users = { github: 'x-access-token', gitlab: 'oauth2', terminal: '' } as const;

/** Pushes to the forge that the run belongs to and opens the request there. */
export function proposeRevert(context: RunContext, token: string | undefined): ProposeRevert {
  const forge = createForge(context, token);
  const { repository: home, kind } = context;
  return async ({ repository, branch, commit, base, title, markdown }) => {
    if (forge === undefined || home === undefined || token === undefined) {
      return fail('usage', 'The revert cannot be proposed: this is no job of GitHub or GitLab, or it has no token.', {
        hint: 'Set INTERLOCK_TOKEN (in an action: the input token), or use `land: local` or `land: branch`.',
      });
    }
    const url = `${home.server}/${home.slug}.git`;
    const pushed = await pushBranch({ repository, commit, branch, url, user: users[kind], token });
    return pushed.ok ? forge.openRequest({ branch, base, title, markdown }) : pushed;
  };
}
