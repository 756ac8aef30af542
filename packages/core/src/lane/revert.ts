import type { Change, Commit } from '../change/index.ts';
import { ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { refuseMerge, type MergeRefusal } from './refusal.ts';

/** What git's objects say about the commit that a change says it reverts. */
export interface RevertFacts {
  /** Full object name. */
  readonly commit: string;
  readonly isOnBase: boolean;
  /** Whether its message says that it took another commit back. */
  readonly isRevert: boolean;
  /** Tree of the base with that commit taken back; where that is not to be had, why. */
  readonly tree: Result<string, string>;
}

const objectName = '(?:[0-9a-f]{64}|[0-9a-f]{40})';
const trailers = new RegExp(`^reverts:[ \\t]*(${objectName})[ \\t]*$`, 'gimu');
const gitsOwn = new RegExp(`^this reverts commit (${objectName})\\b`, 'gimu');

/** Commits that a message says it reverts, each once: a claim, and where to look for the proof. */
export function revertedCommits(message: string): readonly string[] {
  const found = [...message.matchAll(trailers), ...message.matchAll(gitsOwn)];
  return [...new Set(found.map(([, name = '']) => name.toLowerCase()))];
}

/** Whether a change says by its branch and its trailers that it is the revert of a rollback. */
export function looksLikeRollback(branches: readonly string[], { commits: [head] }: Pick<Change, 'commits'>): boolean {
  const named = head !== undefined && [...head.message.matchAll(trailers)].length > 0;
  return named && branches.some((name) => name.startsWith('interlock/rollback-'));
}

export interface RevertCase {
  readonly change: Pick<Change, 'base' | 'commits' | 'ciFiles' | 'gateFiles'>;
  readonly revert: RevertFacts | undefined;
}

/** Whether a change is what our own computation gives, byte for byte: then no hand was in it. */
export function verifyRevert({ change, revert }: RevertCase): Result<void, MergeRefusal> {
  const { base, ciFiles, commits, gateFiles } = change;
  const no = (message: string) => refuseMerge('not-a-revert', message);
  const [head, ...others] = commits;
  if (head === undefined || others.length > 0) return no(`The change has ${commits.length} commits instead of one.`);
  if (head.parents.length !== 1 || head.parents[0] !== base)
    return no('Its commit is not made on the present tip of the base branch.');
  if (revert === undefined) return no(whatIsNamed(head));
  const short = revert.commit.slice(0, 12);
  if (!revert.isOnBase) return no(`The commit ${short} that it says it reverts is not on the base branch.`);
  if (revert.isRevert) return no(`${short} is a revert itself: taking it back brings again what was taken away.`);
  if (!revert.tree.ok) return no(`${short} cannot be taken back: ${oneLine(revert.tree.error, 300)}`);
  if (revert.tree.value !== head.tree) return no(`It changes something else than taking back ${short} does.`);
  const touched = [...ciFiles, ...gateFiles][0];
  if (touched === undefined) return ok(undefined);
  return refuseMerge('revert-of-the-gate', `It takes back a change of ${oneLine(touched.path, 200)}.`);
}

function whatIsNamed({ message }: Commit): string {
  const { length } = revertedCommits(message);
  const found = length === 0 ? 'no commit' : `${length} commits`;
  return `Its message names ${found} instead of one: "Reverts: <commit>" or "This reverts commit <commit>" was expected.`;
}
