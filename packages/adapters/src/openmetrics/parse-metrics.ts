import { fail, ok, type Result } from '@interlock/core/failure';
import type { Labels } from '@interlock/core/canary';

export interface MetricSample {
  readonly name: string;
  readonly labels: Labels;
  /** May be NaN or infinite. */
  readonly value: number;
}

/**
 * Every sample of a page in the Prometheus text format 0.0.4 or OpenMetrics 1.0. Time stamps and exemplars are read
 * over. Fails on the first line that is neither; where `complete` is asked for, also on a page without `# EOF`.
 */
export function parseMetrics(text: string, ending: 'any' | 'complete' = 'any'): Result<readonly MetricSample[]> {
  const samples: MetricSample[] = [];
  let ended = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (ended) return malformed(index + 1, 'there is text after # EOF');
    if (line === '# EOF') ended = true;
    else if (!line.startsWith('#')) {
      const sample = parseLine(line);
      if (sample === undefined) return malformed(index + 1, 'it is not a sample');
      samples.push(sample);
    }
  }
  return ending === 'complete' && !ended
    ? malformed(text.split('\n').length, 'the page ends without # EOF')
    : ok(samples);
}

function malformed(line: number, problem: string): Result<never> {
  return fail('service-failed', `Line ${line} of the metrics page is not valid: ${problem}.`, {
    hint: 'Name an address that serves the Prometheus text format or OpenMetrics.',
  });
}

const number = String.raw`[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[iI]nf(?:inity)?|NaN|nan)`;
const afterLabels = new RegExp(String.raw`^\s*(${number})(?:\s+${number})?\s*(?:#\s*\{.*)?$`);
const pair = /\s*(?:([a-zA-Z_][a-zA-Z0-9_]*)|"((?:[^"\\]|\\.)*)")\s*(?:=\s*"((?:[^"\\]|\\.)*)")?\s*(,|\})/y;

function parseLine(line: string): MetricSample | undefined {
  const plainName = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0] ?? '';
  const brace = /^\s*\{/.exec(line.slice(plainName.length));
  const read: ReadLabels | undefined = brace
    ? readLabels(line, plainName.length + brace[0].length)
    : { end: plainName.length, labels: {} };
  if (read === undefined) return undefined;
  const name = plainName || (read.name ?? '');
  const rest = line.slice(read.end);
  if (name === '' || (!brace && !/^\s/.test(rest))) return undefined;
  const value = afterLabels.exec(rest)?.[1];
  return value === undefined ? undefined : { name, labels: read.labels, value: toNumber(value) };
}

interface ReadLabels {
  /** Index after the closing brace. */
  readonly end: number;
  readonly labels: Labels;
  /** A quoted metric name, which stands inside the braces. */
  readonly name?: string | undefined;
}

function readLabels(line: string, start: number): ReadLabels | undefined {
  const labels = new Map<string, string>();
  let name: string | undefined;
  const empty = /\s*\}/y;
  empty.lastIndex = start;
  let end = empty.test(line) ? empty.lastIndex : start;
  while (end === start || line[end - 1] === ',') {
    empty.lastIndex = end;
    if (end !== start && empty.test(line)) return { end: empty.lastIndex, labels: Object.fromEntries(labels), name };
    pair.lastIndex = end;
    const match = pair.exec(line);
    const key = match?.[1] ?? (match?.[2] === undefined ? undefined : unescape(match[2]));
    if (match === null || key === undefined) return undefined;
    if (match[3] === undefined) {
      if (name !== undefined || match[2] === undefined) return undefined;
      name = key;
    } else {
      if (labels.has(key)) return undefined;
      labels.set(key, unescape(match[3]));
    }
    end = pair.lastIndex;
  }
  return { end, labels: Object.fromEntries(labels), name };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (whole, char: string) =>
    char === 'n' ? '\n' : char === '"' || char === '\\' ? char : whole,
  );
}

function toNumber(text: string): number {
  if (/nan/i.test(text)) return Number.NaN;
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}
