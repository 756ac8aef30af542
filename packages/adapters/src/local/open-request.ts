import { fail, ok, type Result } from '@interlock/core/failure';
import type { NewRequest, OpenedRequest } from '@interlock/core/ports';
import type { RequestFile } from '@interlock/core/request';
import { oneLine } from '@interlock/core/text';
import { branchReference, readReference } from '../git/index.ts';
import { requestUrl, timestamp, type LocalRepository } from './local-repository.ts';
import { moveTurn, takeTurns, type Turn } from './move-references.ts';
import { loadRequest, requestNumbers, requestReference, writeRequest } from './request-store.ts';

/** The next number is taken by a reference that is only created: who comes second looks again. */
export async function openLocalRequest(repository: LocalRepository, asked: NewRequest): Promise<Result<OpenedRequest>> {
  if (asked.branch === asked.base) return fail('usage', 'A request leads from one branch to another.');
  for (const branch of [asked.branch, asked.base]) {
    const tip = await requireBranch(repository, branch);
    if (!tip.ok) return tip;
  }
  return takeTurns(() => openOnce(repository, asked));
}

/** The commit at the tip of a branch. */
export async function requireBranch({ gitDirectory }: LocalRepository, branch: string): Promise<Result<string>> {
  const reference = await branchReference(gitDirectory, branch);
  if (!reference.ok) return reference;
  const tip = await readReference(gitDirectory, reference.value);
  if (!tip.ok) return tip;
  if (tip.value !== undefined) return ok(tip.value);
  return fail('bad-repository', `The local forge has no branch ${oneLine(branch, 120)}.`, {
    file: gitDirectory,
    hint: 'Push the branch.',
  });
}

async function openOnce(repository: LocalRepository, asked: NewRequest): Promise<Turn<OpenedRequest>> {
  const numbers = await requestNumbers(repository);
  if (!numbers.ok) return { done: numbers };
  for (const number of numbers.value) {
    const known = await loadRequest(repository, number);
    if (!known.ok) return { done: known };
    const { baseBranch, branch, state } = known.value.request;
    if (state === 'open' && branch === asked.branch && baseBranch === asked.base)
      return { done: ok({ number, url: requestUrl(repository, number) }) };
  }
  const request = newRequest(repository, asked, (numbers.value.at(-1) ?? 0) + 1);
  const reference = requestReference(request.number);
  const documents = { reference, commit: undefined, files: new Map() };
  const commit = await writeRequest(repository, documents, { request, message: 'Open the request' });
  if (!commit.ok) return { done: commit };
  const move = { reference, to: commit.value, expected: undefined, reason: 'interlock: open' };
  return moveTurn(repository.gitDirectory, move, {
    number: request.number,
    url: requestUrl(repository, request.number),
  });
}

function newRequest({ user }: LocalRepository, asked: NewRequest, number: number): RequestFile {
  return {
    schema: 'interlock/request/v1',
    number,
    title: oneLine(asked.title),
    body: asked.markdown,
    author: user.name,
    branch: asked.branch,
    baseBranch: asked.base,
    state: 'open',
    openedAt: timestamp(),
  };
}
