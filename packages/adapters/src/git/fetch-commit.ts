import { fail, ok, type Result } from '@interlock/core/failure';
import type { Remote } from '@interlock/core/ports';
import { requireObjectNames } from './object-name.ts';
import { findRepository } from './open-repository.ts';
import { withPrivateDirectory } from './private-directory.ts';
import { reachRemote } from './reach-remote.ts';
import { resolveCommit } from './resolve.ts';

export interface CommitFetch extends Remote {
  /** Repository on this machine that is to have the commit. */
  readonly repository: string;
  readonly commit: string;
  /** Commits that are here, so that only what is new is asked for. */
  readonly known: readonly string[];
}

/**
 * Takes a commit from the forge into the objects of a repository; no reference is made. The repository's own
 * configuration has no say, and the token stands in no argument. Fails with `service-failed`.
 */
export async function fetchCommit(fetch: CommitFetch): Promise<Result<void>> {
  const { commit, known, repository, url } = fetch;
  const named = requireObjectNames([commit, ...known]);
  if (!named.ok) return named;
  const found = await findRepository(repository);
  if (!found.ok) return found;
  const present = await resolveCommit(found.value, commit);
  if (present.ok) return ok(undefined);
  const remote = reachRemote(fetch);
  if (!remote.ok) return remote;
  const tips = known.map((tip) => `--negotiation-tip=${tip}`);
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];
  const command = ['fetch', ...quiet, ...tips, url, commit];
  const fetched = await withPrivateDirectory(found.value, (run) => run(command, remote.value.environment));
  if (fetched.ok) return ok(undefined);
  return fail(
    'service-failed',
    `The commit ${commit} could not be fetched: ${remote.value.hide(fetched.error.message)}`,
    {
      hint: 'Give a token that may read the repository (GitHub: contents; GitLab: read_repository).',
    },
  );
}
