import { fail, ok, type Result } from '@interlock/core/failure';
import type { Merge } from '@interlock/core/ports';
import type { RequestFile } from '@interlock/core/request';
import { isAncestor, requireObjectNames, runGit } from '../git/index.ts';
import { timestamp, type LocalRepository } from './local-repository.ts';
import { makeMerge } from './make-merge.ts';
import { moveOneReference, takeTurns, type Expectation, type ReferenceMove, type Turn } from './move-references.ts';
import { requireBranch } from './open-request.ts';
import type { Tips } from './rebase-commits.ts';
import { loadRequest, writeRequest, type StoredRequest } from './request-store.ts';

type Merged = { readonly commit: string };

/**
 * Three moves of one reference each, so that a merge that was cut off anywhere is seen and finished by the next call:
 * the request says which commit is to be landed; the base branch moves to it; the request says that it is merged.
 */
export async function mergeLocalRequest(repository: LocalRepository, merge: Merge): Promise<Result<Merged>> {
  const named = requireObjectNames([merge.expectedHead]);
  if (!named.ok) return named;
  const first = await loadRequest(repository, merge.number);
  if (!first.ok) return first;
  const start = await requireBranch(repository, first.value.request.baseBranch);
  if (!start.ok) return start;
  return takeTurns(() => advance(repository, merge, start.value));
}

/** One move towards the merge, from what is there now. */
async function advance(repository: LocalRepository, merge: Merge, start: string): Promise<Turn<Merged>> {
  const stored = await loadRequest(repository, merge.number);
  if (!stored.ok) return { done: stored };
  const { request } = stored.value;
  if (request.mergedAs !== undefined) return { done: answerMerged(request, request.mergedAs, merge) };
  const base = await requireBranch(repository, request.baseBranch);
  if (!base.ok) return { done: base };
  const landed = await hasLanded(repository, request, base.value);
  if (!landed.ok) return { done: landed };
  if (landed.value !== undefined) return move(repository, await finish(repository, stored.value, landed.value));
  if (request.state !== 'open') return { done: fail('bad-repository', `Request ${request.number} is closed.`) };
  const head = await requireBranch(repository, request.branch);
  if (!head.ok) return { done: head };
  if (head.value !== merge.expectedHead) return { done: moved(request.branch, merge.expectedHead, head.value) };
  if (base.value !== start) return { done: moved(request.baseBranch, start, base.value) };
  const tips = { head: head.value, base: base.value };
  return move(repository, await nextMove(repository, stored.value, { merge, tips }));
}

/** The prepared merge, where the base branch holds it. A commit that nothing holds may be gone (`git gc`). */
async function hasLanded(
  { gitDirectory }: LocalRepository,
  { merging }: RequestFile,
  base: string,
): Promise<Result<RequestFile['merging']>> {
  if (merging === undefined || !(await isThere(gitDirectory, merging.commit))) return ok(undefined);
  const landed = await isAncestor(gitDirectory, merging.commit, base);
  return landed.ok ? ok(landed.value ? merging : undefined) : landed;
}

async function isThere(gitDirectory: string, commit: string): Promise<boolean> {
  return (await runGit(gitDirectory, ['cat-file', '-e', commit])).ok;
}

/** Lands what is prepared for these tips, or prepares it. */
async function nextMove(
  repository: LocalRepository,
  { documents, request }: StoredRequest,
  { merge, tips }: { readonly merge: Merge; readonly tips: Tips },
): Promise<Result<ReferenceMove>> {
  const { merging } = request;
  const base: Expectation = { reference: `refs/heads/${request.baseBranch}`, expected: tips.base };
  const head: Expectation = { reference: `refs/heads/${request.branch}`, expected: tips.head };
  const own: Expectation = { reference: documents.reference, expected: documents.commit };
  const isPrepared = merging?.head === tips.head && merging.base === tips.base && merging.method === merge.method;
  if (merging !== undefined && isPrepared && (await isThere(repository.gitDirectory, merging.commit)))
    return ok({ ...base, to: merging.commit, reason: 'interlock: merge', unchanged: [head, own] });
  const commit = await makeMerge(repository, merge, tips);
  if (!commit.ok) return commit;
  const prepared = { ...request, merging: { method: merge.method, ...tips, commit: commit.value } };
  const written = await writeRequest(repository, documents, { request: prepared, message: 'Prepare the merge' });
  return written.ok
    ? ok({ ...own, to: written.value, reason: 'interlock: prepare', unchanged: [base, head] })
    : written;
}

async function finish(
  repository: LocalRepository,
  { documents, request }: StoredRequest,
  { commit, head }: NonNullable<RequestFile['merging']>,
): Promise<Result<ReferenceMove>> {
  const { merging: _, ...rest } = request;
  const merged = { ...rest, state: 'merged', mergedAs: commit, mergedHead: head, mergedAt: timestamp() } as const;
  const written = await writeRequest(repository, documents, { request: merged, message: `Merged as ${commit}` });
  if (!written.ok) return written;
  const { commit: expected, reference } = documents;
  return ok({ reference, expected, to: written.value, reason: 'interlock: merged' });
}

/** Moved or overtaken: either way the next turn looks at what is there. */
async function move(repository: LocalRepository, next: Result<ReferenceMove>): Promise<Turn<Merged>> {
  if (!next.ok) return { done: next };
  const result = await moveOneReference(repository.gitDirectory, next.value);
  return result.ok ? { again: true } : { overtaken: result };
}

function answerMerged({ mergedHead, number }: RequestFile, commit: string, merge: Merge): Result<Merged> {
  if (mergedHead === merge.expectedHead) return ok({ commit });
  return fail('bad-repository', `Request ${number} was merged from ${mergedHead}, not from ${merge.expectedHead}.`, {
    hint: 'Open a new request for what came later.',
  });
}

function moved(branch: string, expected: string, now: string): Result<never> {
  return fail('bad-repository', `The branch ${JSON.stringify(branch)} moved to ${now}; ${expected} was expected.`, {
    hint: 'Judge the change anew as it is now, and merge that.',
  });
}
