import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { CounterPoint, CounterSample, CounterSeries } from './counters.ts';

/** One label condition, as Prometheus writes it: `code=~"5.."`. Regular expressions match the whole value. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Which series of one metric count for whom. */
export interface CounterSelectors {
  readonly metric: string;
  readonly canary: readonly Matcher[];
  readonly baseline: readonly Matcher[];
  readonly errors: readonly Matcher[];
}

export type Labels = Readonly<Record<string, string>>;

/** One series as a source gives it. */
export interface LabelledPoints {
  readonly labels: Labels;
  readonly points: readonly CounterPoint[];
}

/** Reads `label="value"`, `!=`, `=~` or `!~`; `undefined` where the text is anything else. */
export function parseMatcher(text: string): Matcher | undefined {
  const match = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\\n]|\\["\\n])*)"\s*$/.exec(text);
  const [, label, operator, raw] = match ?? [];
  if (label === undefined || raw === undefined || label === '__name__') return undefined;
  const value = raw.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
  if (operator !== '=' && operator !== '!=' && operator !== '=~' && operator !== '!~') return undefined;
  const matcher: Matcher = { label, operator, value };
  return operator.includes('~') && wholeValue(value) === undefined ? undefined : matcher;
}

function wholeValue(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su');
  } catch {
    return undefined;
  }
}

/** A label that is absent is the empty string, as in Prometheus. */
export function matches(matcher: Matcher, labels: Labels): boolean {
  const value = Object.hasOwn(labels, matcher.label) ? (labels[matcher.label] ?? '') : '';
  if (matcher.operator === '=') return value === matcher.value;
  if (matcher.operator === '!=') return value !== matcher.value;
  const found = wholeValue(matcher.value)?.test(value) ?? false;
  return matcher.operator === '=~' ? found : !found;
}

/** Sorts series into canary and baseline, errors and others. Fails on a series in both groups or a value no counter has. */
export function selectSeries(selectors: CounterSelectors, found: readonly LabelledPoints[]): Result<CounterSample> {
  const sample: CounterSeries[] = [];
  const seen = new Set<string>();
  for (const { labels, points } of found) {
    const [inCanary, inBaseline] = [selectors.canary, selectors.baseline].map((all) =>
      all.every((matcher) => matches(matcher, labels)),
    );
    if (!inCanary && !inBaseline) continue;
    const id = nameOf(labels);
    if (inCanary && inBaseline) return problem(`The series ${oneLine(id)} is both canary and baseline.`);
    if (seen.has(id)) return problem(`The series ${oneLine(id)} occurs twice.`);
    if (!points.every(({ value }) => Number.isSafeInteger(value) && value >= 0)) {
      return problem(`The series ${oneLine(id)} has a value that is not a count of requests.`);
    }
    seen.add(id);
    const outcome = selectors.errors.every((matcher) => matches(matcher, labels)) ? 'error' : 'other';
    const family = nameOf(labels, selectors.errors);
    sample.push({ id, family, group: inCanary ? 'canary' : 'baseline', outcome, points });
  }
  return ok(sample);
}

/** The labels in a fixed order, without those that the matchers read. */
function nameOf(labels: Labels, without: readonly Matcher[] = []): string {
  const kept = Object.entries(labels).filter(([name]) => !without.some(({ label }) => label === name));
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function problem(message: string): Result<never> {
  return fail('service-failed', message, {
    hint: 'Check the metric and the label matchers of the canary configuration.',
  });
}
