import { readSeconds, type Attributes } from './junit-suite.ts';
import type { TestFailure } from './test-counts.ts';
import { clip, textLimit } from './text.ts';

export type CaseOutcome = 'passed' | 'failed' | 'errored' | 'skipped';

/** A `testcase` element while it is read. */
export interface OpenCase {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly seconds: number;
  outcome: CaseOutcome;
  message: string;
  /** Whether the text of the element that is open now becomes the message. */
  listening: boolean;
}

const elements: ReadonlyMap<string, CaseOutcome> = new Map([
  ['failure', 'failed'],
  ['error', 'errored'],
  ['skipped', 'skipped'],
  ['disabled', 'skipped'],
]);
const statuses: ReadonlyMap<string, CaseOutcome> = new Map([
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['fail', 'failed'],
  ['error', 'errored'],
  ['errored', 'errored'],
  ['skipped', 'skipped'],
  ['ignored', 'skipped'],
  ['disabled', 'skipped'],
  ['suppressed', 'skipped'],
  ['notrun', 'skipped'],
]);
const rank = { passed: 0, skipped: 1, failed: 2, errored: 3 } as const;

/** A case as its attributes state it; `status` and `result` (GoogleTest) count, too. */
export function openCase(attributes: Attributes): OpenCase {
  const name = attributes['name'] ?? '';
  const className = attributes['classname'] ?? '';
  const line = Number(attributes['line']);
  const opened: OpenCase = {
    name: clip(className === '' || name.startsWith(className) ? name : `${className} > ${name}`),
    ...(attributes['file'] ? { file: attributes['file'] } : {}),
    ...(Number.isSafeInteger(line) && line > 0 ? { line } : {}),
    seconds: readSeconds(attributes['time']) ?? 0,
    outcome: 'passed',
    message: '',
    listening: false,
  };
  for (const status of [attributes['status'], attributes['result']]) {
    worsen(opened, statuses.get(status?.toLowerCase() ?? ''), '');
  }
  return opened;
}

/** Takes a child element of a case into account: the worst outcome wins, and its message. */
export function childOfCase(open: OpenCase, element: string, attributes: Attributes): void {
  const message = attributes['message'] ?? '';
  const worse = worsen(open, elements.get(element), message);
  open.listening = worse && message === '';
}

/** Whether the element, as a child of a suite, is a failure outside any test, such as one of its set-up. */
export function isFailureElement(element: string): boolean {
  return element === 'failure' || element === 'error';
}

export function textOfCase(open: OpenCase, text: string): void {
  if (!open.listening || open.message.length >= textLimit) return;
  open.message = (open.message + text).trimStart().slice(0, textLimit);
}

export function failureOf(open: OpenCase): TestFailure | undefined {
  if (rank[open.outcome] < rank.failed) return undefined;
  const { name, file, line } = open;
  return {
    name,
    ...(file === undefined ? {} : { file: clip(file) }),
    ...(line === undefined ? {} : { line }),
    message: clip(open.message.trimEnd()),
  };
}

function worsen(open: OpenCase, outcome: CaseOutcome | undefined, message: string): boolean {
  if (outcome === undefined) return false;
  if (rank[outcome] < rank[open.outcome] || (outcome === open.outcome && open.message !== '')) return false;
  open.outcome = outcome;
  open.message = message;
  return true;
}
