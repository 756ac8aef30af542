import type { Digest } from '../digest/index.ts';
import type { Event, EventType } from '../event/index.ts';
import { audit, type AuditTrust } from './audit.ts';
import { checkBundles } from './check-bundles.ts';
import { signedLink } from './check-merge.ts';
import type { AuditFile } from './check.ts';
import { documentsOf } from './documents.ts';
import { readFolder } from './read-folder.ts';

/** What is about to be promoted. */
export interface Promotion {
  readonly artifact: Digest;
  /** That it was built from, as its provenance says. */
  readonly commit: string;
}

/** A link of the chain, and what its event must say beside that it was done. */
interface ChainLink {
  readonly type: EventType;
  readonly is: (event: Event, promotion: Promotion) => boolean;
}

const done = (event: Event) => event.outcome === 'done';
const links: readonly ChainLink[] = [
  { type: 'commits-verified', is: done },
  { type: 'reports-collected', is: done },
  { type: 'policy-evaluated', is: (event) => done(event) || event.outcome === 'needs-approval' },
  { type: 'change-merged', is: (event, { commit }) => done(event) && event.facts['merged-commit'] === commit },
  {
    type: 'artifact-signed',
    is: (event, { artifact }) => done(event) && event.subjects.some(({ digest }) => digest === artifact),
  },
];

/**
 * Whether a folder of evidence shows the chain from the commit over tests and verdict to the signature of this artifact:
 * everything in it holds, a trusted key signed the link from the request to the commit, and in one file of events, each
 * of which names the digest of the one before, these stand in this order. Answers why it does not; `undefined` where it
 * does.
 */
export function brokenChain(files: readonly AuditFile[], trust: AuditTrust, promotion: Promotion): string | undefined {
  const audited = audit(files, trust);
  const wrong = audited.checks.find(({ state }) => state === 'fails' || state === 'unknown');
  if (wrong !== undefined) return `${wrong.file}: ${wrong.says}`;
  const folder = readFolder(files);
  const { signed } = checkBundles(folder, trust.keys, trust.verifyBundle);
  const merges = documentsOf(folder.documents, 'interlock/merge-link/v1');
  const isLinked = merges.some(
    ({ value }) => value.merged.commit === promotion.commit && signedLink(value, signed) !== undefined,
  );
  if (!isLinked) return `no signed link says which request became commit ${promotion.commit.slice(0, 7)}`;
  const missing = folder.chains.map(({ events }) => firstMissing(events, promotion));
  if (missing.includes(undefined)) return undefined;
  return `no chain of events leads to this artifact: ${missing[0] ?? 'there is no file of events'}`;
}

function firstMissing(events: readonly Event[], promotion: Promotion): string | undefined {
  let from = 0;
  for (const { is, type } of links) {
    const at = events.findIndex((event, index) => index >= from && event.type === type && is(event, promotion));
    if (at === -1) return `${type} is not there, or not after what must come before it`;
    from = at + 1;
  }
  return undefined;
}
