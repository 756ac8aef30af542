import * as v from 'valibot';
import type { TrustedKey, VerifyBundle } from '../evidence/index.ts';
import { checkApprovals, signedApprovals } from './check-approvals.ts';
import { checkBundles, signedFiles } from './check-bundles.ts';
import { checkEvents, namedFiles } from './check-events.ts';
import { checkEntry, type EntryTrust } from './check-entry.ts';
import { checkMerges } from './check-merge.ts';
import { checkReports } from './check-reports.ts';
import { checkRelease } from './check-release.ts';
import { checkChecksums, checkPredicates, checkVerdicts } from './check-verdict.ts';
import { unknown, type AuditFile, type Check } from './check.ts';
import { findLinks, type Link } from './links.ts';
import { readFolder } from './read-folder.ts';

const names = v.array(v.string());

/** `interlock/audit/v1`: what was proven of a folder, what was not, and what nobody looked at. */
export const auditSchema = v.strictObject({
  schema: v.literal('interlock/audit/v1'),
  result: v.pipe(
    v.picklist(['verified', 'failed', 'undecided']),
    v.description('undecided: nothing was signed, or no key was given to verify it.'),
  ),
  links: v.array(
    v.strictObject({
      link: v.string(),
      state: v.pipe(v.picklist(['present', 'event', 'missing']), v.description('event: only an event tells of it.')),
      files: names,
    }),
  ),
  checks: v.array(
    v.strictObject({ file: v.string(), state: v.picklist(['holds', 'fails', 'unknown', 'note']), says: v.string() }),
  ),
  coverage: v.pipe(
    v.strictObject({
      signed: v.pipe(names, v.description('A trusted signature binds the content.')),
      named: v.pipe(names, v.description('An event names the digest, and nothing signs it.')),
      uncovered: v.pipe(names, v.description('Nothing says what should be in it.')),
    }),
    v.description('Every file of the folder, once.'),
  ),
});

export interface Audit {
  readonly schema: 'interlock/audit/v1';
  readonly result: 'verified' | 'failed' | 'undecided';
  readonly links: readonly Link[];
  readonly checks: readonly Check[];
  readonly coverage: {
    readonly signed: readonly string[];
    readonly named: readonly string[];
    readonly uncovered: readonly string[];
  };
}

/** Whom the auditor trusts; never taken from the folder. Left out: not given. */
export interface AuditTrust extends EntryTrust {
  readonly keys: readonly TrustedKey[] | undefined;
  readonly verifyBundle: VerifyBundle;
}

export function audit(files: readonly AuditFile[], trust: AuditTrust): Audit {
  const { approvable, approvers, keys, verifyBundle } = trust;
  const folder = readFolder(files);
  const { checks: bundles, signed } = checkBundles(folder, keys, verifyBundle);
  const approvals = checkApprovals(folder, approvers);
  const checks = [
    ...folder.problems,
    ...bundles,
    ...checkPredicates(folder, signed),
    ...checkChecksums(folder),
    ...checkVerdicts(folder, signed),
    ...approvals,
    ...checkMerges(folder, signed),
    ...checkReports(folder),
    ...checkRelease(folder, signed),
    ...checkEvents(folder),
    ...checkEntry(folder, signed, { approvals, approvable, approvers }),
    ...(folder.bundles.length === 0 ? [unknown('', 'there is no signed bundle, so that nothing is proven')] : []),
  ];
  const states = new Set(checks.map(({ state }) => state));
  const bound = new Set([...signedFiles(folder, signed), ...signedApprovals(folder, approvals)]);
  const named = namedFiles(folder);
  const paths = (is: (path: string) => boolean) => files.map(({ path }) => path).filter(is);
  return {
    schema: 'interlock/audit/v1',
    result: states.has('fails') ? 'failed' : states.has('unknown') ? 'undecided' : 'verified',
    links: findLinks(folder, signed),
    checks,
    coverage: {
      signed: paths((path) => bound.has(path)),
      named: paths((path) => !bound.has(path) && named.has(path)),
      uncovered: paths((path) => !bound.has(path) && !named.has(path)),
    },
  };
}
