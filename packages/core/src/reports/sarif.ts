import * as v from 'valibot';
import { sha256, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { locationOf, type FileLine } from './sarif-location.ts';
import { ruleBookOf, ruleOf, severityOf, type RuleBook } from './sarif-rules.ts';
import { SarifLog, type SarifResult, type SarifRun } from './sarif-schema.ts';
import type { Severity } from './severity.ts';
import { clip } from './text.ts';

/** `dismissed`: suppressed; `fixed`: only the baseline had it. Both are what the report says. */
export type FindingState = 'open' | 'dismissed' | 'fixed';

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly state: FindingState;
  /** Against the baseline that the scanner was given, if it was given one. */
  readonly baselineState?: 'new' | 'unchanged' | 'updated' | 'absent';
  /** Relative to the repository root; left out where the report names no file in it. */
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  readonly message: string;
  /** Digest of tool, rule and the scanner's fingerprints; without those, of path, line and message. */
  readonly fingerprint: Digest;
}

/** One run of one tool. */
export interface ScanRun {
  readonly tool: { readonly name: string; readonly version: string | null };
  /** False where an invocation failed or where the run has no list of results: then no finding means nothing. */
  readonly succeeded: boolean;
  readonly findings: readonly Finding[];
}

/**
 * The runs of a SARIF 2.1.0 log; `root` is the repository's folder, for absolute paths. Fails with `malformed-file`
 * (not JSON, not SARIF, no run) or `unsupported-format` (another version, results kept in other files).
 */
export function readSarif(text: string, file: string, root: string): Result<readonly ScanRun[]> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const log = v.safeParse(SarifLog, json.value, { abortEarly: true });
  const hint = 'Write it again with the scanner that made it, as SARIF 2.1.0 in one file.';
  if (!log.success) return notSarif(log.issues[0], file, hint);
  if (log.output.runs.length === 0) return fail('malformed-file', 'This SARIF file holds no run.', { file, hint });
  if (log.output.runs.some((run) => (run.externalPropertyFileReferences?.results ?? []).length > 0)) {
    return fail('unsupported-format', 'This SARIF file keeps its results in other files.', { file, hint });
  }
  return ok(log.output.runs.map((run) => readRun(run, root)));
}

function notSarif(issue: v.BaseIssue<unknown>, file: string, hint: string): Result<never> {
  const path = v.getDotPath(issue);
  if (path === 'version') {
    return fail('unsupported-format', 'This is not SARIF 2.1.0: the version is another one.', { file, hint });
  }
  const where = path === null ? '' : ` at ${clip(path).slice(0, 100)}`;
  const message = `This file is not SARIF 2.1.0: expected ${issue.expected ?? 'another value'}${where}.`;
  return fail('malformed-file', message, { file, hint });
}

function readRun(run: SarifRun, root: string): ScanRun {
  const { driver } = run.tool;
  const version = driver.semanticVersion ?? driver.version;
  const tool = { name: clip(driver.name), version: version == null ? null : clip(version) };
  const failed = (run.invocations ?? []).some((invocation) => invocation.executionSuccessful !== true);
  const book = ruleBookOf(run);
  const findings = (run.results ?? []).filter(isFinding).map((result) => readFinding(run, book, result, root));
  return { tool, succeeded: !failed && run.results != null, findings };
}

/** A check that passed or did not apply is no finding, unless a level says otherwise. */
function isFinding({ kind, level }: SarifResult): boolean {
  return (kind !== 'pass' && kind !== 'notApplicable') || (level != null && level !== 'none');
}

function readFinding(run: SarifRun, book: RuleBook, result: SarifResult, root: string): Finding {
  const location = locationOf(run, result, root);
  const ruleId = clip(result.ruleId ?? result.rule?.id ?? ruleOf(book, result)?.id ?? 'unnamed');
  const message = clip(result.message.text ?? result.message.markdown ?? result.message.id ?? '');
  return {
    ruleId,
    severity: severityOf(book, result),
    state: stateOf(result),
    ...(result.baselineState == null ? {} : { baselineState: result.baselineState }),
    ...location,
    message,
    fingerprint: sha256(JSON.stringify([run.tool.driver.name, ruleId, ...identityOf(result, location, message)])),
  };
}

/** Full fingerprints hold when the file moves; partial ones hold within a file (SARIF 2.1.0, 3.27.16 and 3.27.17). */
function identityOf(result: SarifResult, place: FileLine, message: string): readonly unknown[] {
  const path = place.path ?? null;
  const full = entriesOf(result.fingerprints);
  const partial = entriesOf(result.partialFingerprints);
  if (full.length > 0) return ['full', full];
  return partial.length > 0 ? ['partial', path, partial] : ['place', path, place.line ?? null, message];
}

/** Semgrep without an account gives this one to every finding. */
const noFingerprint = 'requires login';

function entriesOf(fingerprints: SarifResult['fingerprints']): readonly (readonly [string, string])[] {
  return Object.entries(fingerprints ?? {})
    .filter(([, value]) => value !== noFingerprint)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A suppression counts where its status is `accepted` or absent (SARIF 2.1.0, 3.35.3); a rejected one beside it undoes it. */
function stateOf({ suppressions, baselineState }: SarifResult): FindingState {
  const dismissed = (suppressions ?? []).every(({ status }) => status == null || status === 'accepted');
  if (dismissed && (suppressions ?? []).length > 0) return 'dismissed';
  return baselineState === 'absent' ? 'fixed' : 'open';
}
