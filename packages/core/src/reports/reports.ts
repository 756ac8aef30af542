import * as v from 'valibot';
import { digestSchema } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { percentOf } from './coverage.ts';
import { insidePath } from './inside-path.ts';
import { severities, type Severity } from './severity.ts';
import { maxFailures } from './test-counts.ts';
import { textLimit } from './text.ts';

const wellFormed = v.check<string, string>((text) => text.isWellFormed(), 'well-formed text');
const Text = v.pipe(v.string(), v.maxLength(textLimit), wellFormed);
const Path = v.pipe(v.string(), wellFormed);
const InsidePath = v.pipe(
  Path,
  v.check((path) => insidePath(path, '/') === path, 'a path inside the repository'),
);
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Line = v.pipe(Count, v.minValue(1));
const Suite = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/));
const Files = v.pipe(
  v.array(v.pipe(v.strictObject({ path: Path, digest: digestSchema }), v.readonly())),
  v.minLength(1),
  v.readonly(),
);
const source = { class: v.literal('claim'), files: Files };
const oncePerSuite = <S extends v.GenericSchema<unknown, { readonly suite: string }>>(item: S) =>
  v.pipe(
    v.array(item),
    v.check((all) => new Set(all.map(({ suite }) => suite)).size === all.length, 'each suite once'),
    v.readonly(),
  );
const list = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.readonly());

const SuiteTests = v.pipe(
  v.strictObject({
    suite: Suite,
    ...source,
    total: Count,
    passed: Count,
    failed: Count,
    errored: Count,
    skipped: Count,
    durationSeconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
    failures: v.pipe(
      v.array(v.pipe(v.strictObject({ name: Text, file: v.exactOptional(Path), message: Text }), v.readonly())),
      v.maxLength(maxFailures),
      v.readonly(),
    ),
    omittedFailures: Count,
  }),
  v.check((s) => s.total === s.passed + s.failed + s.errored + s.skipped, 'a total that is the sum of the counts'),
  v.check((s) => s.failures.length + s.omittedFailures === s.failed + s.errored, 'every failure named or omitted'),
  v.readonly(),
);

const Share = v.pipe(
  v.strictObject({ found: Count, hit: Count, percent: v.nullable(v.number()) }),
  v.check(({ found, hit, percent }) => hit <= found && percent === percentOf(hit, found), 'percent of hit in found'),
  v.readonly(),
);
const FileLines = v.pipe(
  v.strictObject({
    path: InsidePath,
    found: Count,
    hit: Count,
    uncovered: list(v.pipe(v.strictTuple([Line, Line]), v.readonly())),
  }),
  v.readonly(),
);
const SuiteCoverage = v.pipe(
  v.strictObject({
    suite: Suite,
    ...source,
    lines: Share,
    branches: v.nullable(Share),
    functions: v.nullable(Share),
    perFile: list(FileLines),
  }),
  v.check(({ lines, perFile }) => {
    const sum = (of: 'found' | 'hit'): number => perFile.reduce((total, file) => total + file[of], 0);
    return lines.found === sum('found') && lines.hit === sum('hit');
  }, 'lines that are the sum of the files'),
  v.readonly(),
);

const ReportedFinding = v.pipe(
  v.strictObject({
    ruleId: Text,
    severity: v.picklist(severities),
    state: v.picklist(['open', 'dismissed', 'fixed']),
    baselineState: v.exactOptional(v.picklist(['new', 'unchanged', 'updated', 'absent'])),
    path: v.exactOptional(InsidePath),
    line: v.exactOptional(Line),
    message: Text,
    fingerprint: digestSchema,
  }),
  v.readonly(),
);
const Scan = v.pipe(
  v.strictObject({
    tool: v.pipe(v.strictObject({ name: Text, version: v.nullable(Text) }), v.readonly()),
    ...source,
    succeeded: v.boolean(),
    counts: v.pipe(
      v.strictObject({ critical: Count, high: Count, medium: Count, low: Count, info: Count }),
      v.readonly(),
    ),
    findings: list(ReportedFinding),
  }),
  v.check(({ counts, findings }) => {
    const real = countOpen(findings);
    return severities.every((severity) => counts[severity] === real[severity]);
  }, 'counts of the open findings'),
  v.readonly(),
);

/**
 * What collect-reports writes. Everything in it is a claim: it comes from files that a job of the change wrote.
 * Objects are strict, so that a member that nobody judges cannot hide in it.
 */
export const ReportsSchema = v.pipe(
  v.strictObject({
    schema: v.literal('interlock/reports/v1'),
    tests: oncePerSuite(SuiteTests),
    coverage: oncePerSuite(SuiteCoverage),
    scans: list(Scan),
  }),
  v.readonly(),
);

export type Reports = v.InferOutput<typeof ReportsSchema>;
export type SuiteTests = v.InferOutput<typeof SuiteTests>;
export type SuiteCoverage = v.InferOutput<typeof SuiteCoverage>;
export type Scan = v.InferOutput<typeof Scan>;
export type ReportSource = v.InferOutput<typeof Files>[number];

/** How many open findings there are of each severity. */
export function countOpen(
  findings: readonly { readonly severity: Severity; readonly state: string }[],
): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity, state } of findings) if (state === 'open') counts[severity] += 1;
  return counts;
}

/** Reads the document that collect-reports wrote. Fails with `malformed-file`, also where its sums do not agree. */
export function parseReports(text: string, file: string): Result<Reports> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(ReportsSchema, json.value, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'the top';
  const expected = issue.kind === 'schema' ? issue.expected : issue.message;
  return fail('malformed-file', `This is no interlock/reports/v1 document: ${expected} expected at ${where}.`, {
    file,
    hint: 'Write it again with collect-reports.',
  });
}

export function renderReports(reports: Reports): string {
  return `${JSON.stringify(reports, null, 2)}\n`;
}
