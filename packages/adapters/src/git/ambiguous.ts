import { fail, ok, type Result } from '@interlock/core/failure';
import { readReference } from './branches.ts';
import { runGit } from './run-git.ts';

const places = ['refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

/** What git takes for an object where no reference is called so. */
const objectName = /^[0-9a-f]{4,64}$/i;

/**
 * Refuses a short name that several references have, or a reference that is called like an object. git would take the tag
 * before the branch and either before the object (gitrevisions(7)), so that whoever may push a tag `main` or `1a2b3c4`
 * could choose what a change is compared with. `found` is the commit that git takes.
 */
export async function refuseAmbiguous(gitDirectory: string, revision: string, found: string): Promise<Result<void>> {
  const name = /^[^~^:@]+/.exec(revision)?.[0] ?? '';
  if (name.startsWith('refs/')) return requireReference(gitDirectory, name);
  if (name === '' || name === 'HEAD' || revision === found) return ok(undefined);
  const candidates = places.map((place) => `${place}${name}`);
  const listed = await runGit(gitDirectory, ['for-each-ref', '--format=%(refname)', '--', ...candidates]);
  if (!listed.ok) return listed;
  const exact = listed.value
    .toString()
    .split('\n')
    .filter((reference) => candidates.includes(reference));
  const meanings = objectName.test(name) && exact.length > 0 ? [...exact, 'an abbreviated commit'] : exact;
  if (meanings.length < 2) return ok(undefined);
  return fail('bad-repository', `${JSON.stringify(revision)} can be ${meanings.join(' or ')}.`, {
    hint: 'Write the whole name of one of them.',
  });
}

/** Of a whole name that is none, git would take a tag or branch that is called like it, as `refs/tags/refs/heads/main`. */
async function requireReference(gitDirectory: string, name: string): Promise<Result<void>> {
  const object = await readReference(gitDirectory, name);
  if (!object.ok) return object;
  if (object.value !== undefined) return ok(undefined);
  return fail('bad-repository', `There is no reference ${JSON.stringify(name)} in this repository.`, {
    hint: 'Check the name of the branch or tag. One that is only called like it was not taken.',
  });
}
