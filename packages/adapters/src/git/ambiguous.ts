import { fail, ok, type Result } from '@interlock/core/failure';
import { runGit } from './run-git.ts';

const places = ['refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

/**
 * Refuses a short name that several references have. git would take the tag before the branch (gitrevisions(7)), so
 * that whoever may push a tag `main` could choose what a change is compared with.
 */
export async function refuseAmbiguous(gitDirectory: string, revision: string): Promise<Result<void>> {
  const name = /^[^~^:@]+/.exec(revision)?.[0] ?? '';
  if (name === '' || name === 'HEAD' || name.startsWith('refs/') || /^[0-9a-f]{40,64}$/.test(name))
    return ok(undefined);
  const candidates = places.map((place) => `${place}${name}`);
  const found = await runGit(gitDirectory, ['for-each-ref', '--format=%(refname)', '--', ...candidates]);
  if (!found.ok) return found;
  const exact = found.value
    .toString()
    .split('\n')
    .filter((reference) => candidates.includes(reference));
  if (exact.length < 2) return ok(undefined);
  return fail('bad-repository', `${JSON.stringify(revision)} can be ${exact.join(' or ')}.`, {
    hint: 'Write the whole name of one of them.',
  });
}
