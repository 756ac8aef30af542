import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDigest } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { ConsumeOnce, Remote, Use, UseAnswer, UseMark } from '@interlock/core/ports';
import { listReferences } from './branches.ts';
import { holderIn, nameObstacle, patternsAround, type NamedReference } from './mark-obstacle.ts';
import { findRepository } from './open-repository.ts';
import { withPrivateDirectory, type PrivatePlace } from './private-directory.ts';
import { reachRemote, type ReachedRemote } from './reach-remote.ts';
import { runGit } from './run-git.ts';
import { makeMark, markReference, originOf } from './use-mark.ts';

/**
 * A reference that is only ever created. Each attempt brings an object of its own: git calls a push of an object that
 * is already there a success, so with a shared object every attempt would win.
 */
export const consumeOnce: ConsumeOnce = async ({ digest, remote, repository }) => {
  if (!isDigest(digest)) return fail('usage', 'What is used up is named by a sha256 digest.');
  const found = await findRepository(repository);
  if (!found.ok) return found;
  const object = await makeMark(found.value, digest);
  if (!object.ok) return object;
  const attempt = { digest, reference: markReference(digest), object: object.value };
  return remote === undefined ? createReference(found.value, attempt) : pushReference(found.value, attempt, remote);
};

interface Attempt extends UseMark, Pick<Use, 'digest'> {}

/** Creates the reference, or says what holds its place. */
export async function createReference(gitDirectory: string, attempt: Attempt): Promise<Result<UseAnswer>> {
  const { digest, object, reference } = attempt;
  const nothing = '0'.repeat(object.length);
  const command = ['update-ref', '-m', 'use', reference, object, nothing];
  const created = await runGit(gitDirectory, command, {
    environment: { GIT_COMMITTER_NAME: 'Interlock', GIT_COMMITTER_EMAIL: 'interlock@localhost' },
  });
  const mark = { reference, object };
  if (created.ok) return ok({ mark });
  const listed = await listReferences(gitDirectory, ['refs/interlock']);
  if (!listed.ok) return created;
  const holder = holderIn(listed.value, reference);
  if (holder === undefined) return nameObstacle(listed.value, reference, created);
  if (holder === object) return ok({ mark });
  const origin = await originOf(gitDirectory, { digest, object: holder });
  return ok({ holder: { reference, object: holder, origin } });
}

async function pushReference(gitDirectory: string, attempt: Attempt, address: Remote): Promise<Result<UseAnswer>> {
  const remote = reachRemote(address);
  if (!remote.ok) return remote;
  const { environment, hide } = remote.value;
  const { object, reference } = attempt;
  const push = ['push', '--porcelain', '--no-verify', `--force-with-lease=${reference}:`, address.url];
  return withPrivateDirectory<UseAnswer>(gitDirectory, async (run, place) => {
    const mark = { reference, object };
    const pushed = await run([...push, `${object}:${reference}`], environment);
    if (pushed.ok && isNew(pushed.value.toString(), mark)) return ok({ mark });
    // A lost answer and a lost race look alike: whose object is there tells which it was.
    const there = await run(['ls-remote', address.url, ...patternsAround(reference)], environment);
    const listed = there.ok ? namedIn(there.value.toString()) : [];
    const holder = holderIn(listed, reference);
    if (holder === object) return ok({ mark });
    if (holder !== undefined)
      return ok({ holder: await describe(place, { ...attempt, object: holder }, address, environment) });
    const said = hide(pushed.ok ? pushed.value.toString() : pushed.error.message);
    const failure = fail('service-failed', `The use could not be marked on the remote: ${said}`, {
      hint: 'Give a token that may push (GitHub: contents: write; GitLab: write_repository), and ask for a new approval.',
    });
    return nameObstacle(listed, reference, failure);
  });
}

/** Takes what holds the place to where nothing else lies, and without its files where the server can leave them out. */
async function describe(
  { empty, gitDirectory }: PrivatePlace,
  { digest, object, reference }: Attempt,
  { url }: Remote,
  environment: ReachedRemote['environment'],
) {
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];
  const own = join(gitDirectory, 'objects');
  const options = {
    folder: empty,
    environment: { ...environment, GIT_OBJECT_DIRECTORY: own },
  };
  await mkdir(own);
  const fetched = await runGit(
    gitDirectory,
    ['fetch', ...quiet, '--depth=1', '--filter=tree:0', url, reference],
    options,
  );
  // what cannot be looked at is what it mostly is
  const origin = fetched.ok ? await originOf(gitDirectory, { digest, object }, options) : 'interlock';
  return { reference, object, origin } as const;
}

/** git-push(1), PORCELAIN: `*` for a reference that was created. */
function isNew(output: string, { object, reference }: UseMark): boolean {
  return output.split('\n').some((line) => line.startsWith(`*\t${object}:${reference}\t`));
}

/** git-ls-remote(1): object, tab, name. */
function namedIn(output: string): readonly NamedReference[] {
  return output.split('\n').flatMap((line) => {
    const [object, name] = line.split('\t');
    return object === undefined || name === undefined ? [] : [[name, object] as const];
  });
}
