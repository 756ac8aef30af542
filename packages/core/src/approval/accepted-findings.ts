import { sha256, type Digest } from '../digest/index.ts';
import { canonicalJson, type JsonObject } from '../json/index.ts';
import type { Finding, Verdict } from '../verdict/index.ts';

/** What an approval of this verdict accepts: every finding that is more than shown, by id. */
export interface AcceptedFindings {
  readonly findings: readonly Finding[];
  readonly digest: Digest;
  /** Their policies, each once. */
  readonly rules: readonly string[];
}

export function acceptedFindings(verdict: Pick<Verdict, 'findings'>): AcceptedFindings {
  const findings = verdict.findings
    .filter(({ asks }) => asks !== 'show')
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const rules = [...new Set(findings.map(({ policy }) => policy))].toSorted();
  return { findings, rules, digest: sha256(canonicalJson(findings.map(wellFormed))) };
}

/** A file name of a change may hold half a character, which canonical JSON cannot carry. */
function wellFormed(finding: Finding): JsonObject {
  return Object.fromEntries(
    Object.entries(finding).map(([key, value]) => [key, typeof value === 'string' ? value.toWellFormed() : value]),
  );
}
