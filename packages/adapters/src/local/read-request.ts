import { ok, type Result } from '@interlock/core/failure';
import type { RequestState } from '@interlock/core/ports';
import { requestUrl, type LocalRepository } from './local-repository.ts';
import { requireBranch } from './open-request.ts';
import { loadRequest } from './request-store.ts';

/** The tips are those of the branches at this moment; once it is merged, `head` is what was merged. */
export async function readLocalRequest(repository: LocalRepository, number: number): Promise<Result<RequestState>> {
  const stored = await loadRequest(repository, number);
  if (!stored.ok) return stored;
  const { author, baseBranch, branch, mergedAs, mergedHead, state, title } = stored.value.request;
  const base = await requireBranch(repository, baseBranch);
  if (!base.ok) return base;
  const head = mergedHead === undefined ? await requireBranch(repository, branch) : ok(mergedHead);
  if (!head.ok) return head;
  return ok({
    number,
    state,
    draft: false,
    title,
    author,
    branch,
    baseBranch,
    head: head.value,
    base: base.value,
    ...(mergedAs === undefined ? {} : { mergedAs }),
    url: requestUrl(repository, number),
  });
}
