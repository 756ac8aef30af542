import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import { refuseMerge, type LaneChoice } from '@interlock/core/lane';
import { mergeLink, type MergeLink } from '@interlock/core/merge-link';
import type { Repository } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import type { Gathered } from './gather.ts';
import type { MergeChangePorts, MergingForge } from './ports.ts';
import { orFail, orRefuse, type Stop } from './stop.ts';

export interface Landing {
  readonly gathered: Gathered;
  readonly choice: LaneChoice;
  /** Tree that the merge must give. */
  readonly judgedTree: string;
}

/** Merges, reads what came of it, and says how the two are linked. */
export async function land(
  landing: Landing,
  forge: MergingForge,
  ports: Pick<MergeChangePorts, 'fetchCommit'>,
): Promise<Result<MergeLink, Stop>> {
  const { inputs, repository } = landing.gathered;
  const merged = await merge(landing, forge);
  if (!merged.ok) return merged;
  const { commit } = merged.value;
  const { base, head } = landing.gathered.files.verdict.value;
  const fetched = await ports.fetchCommit({ repository: inputs.repository, commit, known: [base, head] });
  if (!fetched.ok) return orFail(afterMerge(fetched.error, commit));
  const found = await readMerged(repository, commit);
  if (!found.ok) return orFail(afterMerge(found.error, commit));
  const headTree = await readMerged(repository, head);
  if (!headTree.ok) return orFail(afterMerge(headTree.error, commit));
  return ok(linkOf(landing, found.value, headTree.value.tree));
}

async function merge(
  { choice, gathered }: Landing,
  forge: MergingForge,
): Promise<Result<{ readonly commit: string }, Stop>> {
  const { files, request, settings } = gathered;
  const { number, title } = request;
  const merged = await forge.mergeRequest({
    number,
    expectedHead: files.verdict.value.head,
    method: settings.method,
    title: oneLine(`${title} (#${number})`, 200),
    message: `Interlock-Lane: ${choice.lane}\nInterlock-Verdict: ${files.verdict.digest}`,
  });
  if (merged.ok) return merged;
  const burnt = choice.usesApproval
    ? ' The approval is used up by this attempt: verify-approval takes it no second time, so ask for a new one.'
    : '';
  const { error } = merged;
  if (error.kind !== 'bad-repository') return orFail(fail(error.kind, `${error.message}${burnt}`, error));
  return orRefuse(refuseMerge('merge-failed', `${error.message}${burnt}`));
}

interface MergedCommit {
  readonly commit: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

async function readMerged(repository: Repository, commit: string): Promise<Result<MergedCommit>> {
  const raw = await repository.rawCommit(commit);
  if (!raw.ok) return raw;
  const [head = ''] = Buffer.from(raw.value).toString('latin1').split('\n\n');
  const tree = /^tree ([0-9a-f]+)$/mu.exec(head)?.[1];
  if (tree === undefined) return fail('bad-repository', `The commit ${commit} has no tree.`);
  return ok({ commit, tree, parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gmu)].map(([, name = '']) => name) });
}

/** What is merged stays merged: the same call then only writes the link. */
function afterMerge({ hint, kind, message, ...more }: Failure, commit: string): Result<never> {
  const next = 'Run the same call again: it merges nothing twice, and writes the link.';
  return fail(kind, `The change is merged as ${commit}, and its link could not be made: ${message}`, {
    ...more,
    hint: hint === undefined ? next : `${hint} ${next}`,
  });
}

function linkOf({ choice, gathered, judgedTree }: Landing, merged: MergedCommit, headTree: string): MergeLink {
  const { files, name, request, settings } = gathered;
  const { digest: verdictDigest, value: verdict } = files.verdict;
  return mergeLink({
    repository: name,
    request: request.number,
    branch: request.branch,
    baseBranch: request.baseBranch,
    method: settings.method,
    base: verdict.base,
    head: verdict.head,
    headTree,
    judgedTree,
    merged,
    verdictDigest,
    ...(choice.usesApproval && files.approval !== undefined ? { approvalDigest: files.approval.digest } : {}),
    lane: choice.lane,
    reasons: [...choice.reasons],
  });
}
