import { randomBytes } from 'node:crypto';
import { hexOf, isDigest } from '@interlock/core/digest';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { ConsumeOnce, Remote, UseMark } from '@interlock/core/ports';
import { readReference } from './branches.ts';
import { findRepository } from './open-repository.ts';
import { withPrivateDirectory } from './private-directory.ts';
import { reachRemote } from './reach-remote.ts';
import { runGit } from './run-git.ts';

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
  const mark = { reference: `refs/interlock/approvals/${hexOf(digest)}`, object: object.value };
  return remote === undefined ? createReference(found.value, mark) : pushReference(found.value, mark, remote);
};

/** A commit without files and parents, which no other attempt has. */
export async function makeMark(gitDirectory: string, digest: string): Promise<Result<string>> {
  const tree = await runGit(gitDirectory, ['hash-object', '-t', 'tree', '-w', '--stdin']);
  if (!tree.ok) return tree;
  const person = `Interlock <interlock@localhost> ${Math.floor(Date.now() / 1000)} +0000`;
  const attempt = randomBytes(16).toString('hex');
  const input = `tree ${tree.value.toString().trim()}\nauthor ${person}\ncommitter ${person}\n\nUse of ${digest}\n\nAttempt: ${attempt}\n`;
  const written = await runGit(gitDirectory, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
  return mapResult(written, (name) => name.toString().trim());
}

/** Creates the reference, or says with `undefined` that it is there. */
export async function createReference(gitDirectory: string, mark: UseMark): Promise<Result<UseMark | undefined>> {
  const nothing = '0'.repeat(mark.object.length);
  const command = ['update-ref', '-m', 'use', mark.reference, mark.object, nothing];
  const created = await runGit(gitDirectory, command, {
    environment: { GIT_COMMITTER_NAME: 'Interlock', GIT_COMMITTER_EMAIL: 'interlock@localhost' },
  });
  if (created.ok) return ok(mark);
  const now = await readReference(gitDirectory, mark.reference);
  if (!now.ok || now.value === undefined) return created;
  return ok(now.value === mark.object ? mark : undefined);
}

async function pushReference(
  gitDirectory: string,
  mark: UseMark,
  address: Remote,
): Promise<Result<UseMark | undefined>> {
  const remote = reachRemote(address);
  if (!remote.ok) return remote;
  const { environment, hide } = remote.value;
  const { object, reference } = mark;
  const push = ['push', '--porcelain', '--no-verify', `--force-with-lease=${reference}:`, address.url];
  return withPrivateDirectory(gitDirectory, async (run) => {
    const pushed = await run([...push, `${object}:${reference}`], environment);
    if (pushed.ok && isNew(pushed.value.toString(), mark)) return ok(mark);
    // A lost answer and a lost race look alike: whose object is there tells which it was.
    const there = await run(['ls-remote', address.url, reference], environment);
    const holder = there.ok ? /^([0-9a-f]+)\t/u.exec(there.value.toString())?.[1] : undefined;
    if (holder !== undefined) return ok(holder === object ? mark : undefined);
    const said = hide(pushed.ok ? pushed.value.toString() : pushed.error.message);
    return fail('service-failed', `The use could not be marked on the remote: ${said}`, {
      hint: 'Give a token that may push (GitHub: contents: write; GitLab: write_repository), and ask for a new approval.',
    });
  });
}

/** git-push(1), PORCELAIN: `*` for a reference that was created. */
function isNew(output: string, { object, reference }: UseMark): boolean {
  return output.split('\n').some((line) => line.startsWith(`*\t${object}:${reference}\t`));
}
