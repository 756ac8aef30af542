import { fail, ok, type Result } from '@interlock/core/failure';
import type { Remote, RunContext } from '@interlock/core/ports';

/** Names that the forges take together with a token. */
const users = { github: 'x-access-token', gitlab: 'oauth2', terminal: 'interlock' } as const;

/** The repository on its forge. `what` cannot be done without it. */
export function reachableRemote(
  { remoteUrl, token }: { readonly remoteUrl: string | undefined; readonly token: string | undefined },
  { kind, repository }: RunContext,
  what: string,
): Result<Remote> {
  const url = remoteUrl ?? (repository && `${repository.server}/${repository.slug}.git`);
  if (url !== undefined && token !== undefined) return ok({ url, user: users[kind], token });
  const missing = url === undefined ? 'the address of the repository' : 'a token';
  return fail('usage', `${what} without ${missing}.`, {
    hint: 'Set INTERLOCK_TOKEN (in an action: the input token), and remote-url where this is no job of a forge.',
  });
}
