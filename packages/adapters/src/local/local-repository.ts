import { pathToFileURL } from 'node:url';
import { fail, ok, type Result } from '@interlock/core/failure';
import { findRepository, objectReader, runGit, type ReadObject } from '../git/index.ts';
import { systemClock } from '../clock/index.ts';

/** Who acts on the forge: author of requests and comments, and committer of what is merged. */
export interface LocalUser {
  readonly name: string;
  readonly email: string;
}

/** What the calls of one local forge share. */
export interface LocalRepository {
  readonly gitDirectory: string;
  readonly readObject: ReadObject;
  readonly user: LocalUser;
}

export async function openLocalRepository(path: string, user: LocalUser): Promise<Result<LocalRepository>> {
  const { name, email } = user;
  if ([name, email].some((text) => text.trim() === '' || /[<>\p{Cc}]/u.test(text)))
    return fail('usage', 'Who acts on the local forge needs a name and an address without <, > and line breaks.');
  const found = await findRepository(path);
  if (!found.ok) return found;
  const bare = await runGit(found.value, ['config', '--type=bool', '--get', 'core.bare']);
  if (!bare.ok || bare.value.toString().trim() !== 'true')
    return fail('bad-repository', 'The repository of a local forge must be bare: nobody may work in it.', {
      file: path,
      hint: 'Make one with `git clone --bare`, let everybody push to it, and name it as repository.',
    });
  return ok({ gitDirectory: found.value, readObject: objectReader(found.value), user });
}

export function requestUrl({ gitDirectory }: LocalRepository, number: number): string {
  return `${pathToFileURL(gitDirectory).href}#request-${number}`;
}

/** ISO 8601 */
export function timestamp(): string {
  return new Date(systemClock.now()).toISOString();
}
