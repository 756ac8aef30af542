import type { Change } from '@interlock/core/change';
import { ok, type Result } from '@interlock/core/failure';
import { revertedCommits, type RevertFacts } from '@interlock/core/lane';
import type { Repository, RevertedTree } from '@interlock/core/ports';

/** What git says about the one commit that the change says it takes back; `undefined` where it names none or several. */
export async function readRevert(
  { change, path, repository }: { readonly change: Change; readonly path: string; readonly repository: Repository },
  revertedTree: RevertedTree,
): Promise<Result<RevertFacts | undefined>> {
  const [head] = change.commits;
  const [named, ...others] = head === undefined ? [] : revertedCommits(head.message);
  if (named === undefined || others.length > 0) return ok(undefined);
  const missing = { ok: false, error: 'it is not there' } as const;
  const unknown: RevertFacts = { commit: named, isOnBase: false, isRevert: false, tree: missing };
  const commit = await repository.resolve(named);
  if (!commit.ok) return commit.error.kind === 'bad-repository' ? ok(unknown) : commit;
  const common = await repository.mergeBase(commit.value, change.base);
  // two histories without a common commit
  if (!common.ok) return common.error.kind === 'bad-repository' ? ok(unknown) : common;
  if (common.value !== commit.value) return ok(unknown);
  const raw = await repository.rawCommit(commit.value);
  if (!raw.ok) return raw;
  const tree = await revertedTree({ repository: path, commit: commit.value, onto: change.base });
  if (!tree.ok && tree.error.kind !== 'bad-repository') return tree;
  return ok({
    commit: commit.value,
    isOnBase: true,
    isRevert: revertedCommits(messageOf(raw.value)).length > 0,
    tree: tree.ok ? tree : { ok: false, error: tree.error.message },
  });
}

function messageOf(raw: Uint8Array): string {
  const text = new TextDecoder().decode(raw);
  return text.slice(text.indexOf('\n\n'));
}
