import * as v from 'valibot';
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { fail, ok, type Result } from '../failure/index.ts';
import { nearest, oneLine } from '../text/index.ts';
import { findList } from './find-list.ts';
import { knownKeys } from './known-keys.ts';

export interface SettingsFile<T> {
  /** Strict objects, where the format is ours: a key that nobody reads is a mistake. */
  readonly schema: v.GenericSchema<unknown, T>;
  readonly file: string;
  /** Where the keys are explained. */
  readonly hint: string;
}

/** A file of settings in YAML or JSON; an empty one is an empty object. Fails with `malformed-file` and the line of the first problem. */
export function parseSettings<T>(text: string, { schema, file, hint }: SettingsFile<T>): Result<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const problem = oneLine((broken.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''));
    const { line } = lines.linePos(broken.pos[0]);
    return fail('malformed-file', `This file is not valid YAML: ${problem}.`, {
      file,
      line,
      hint: 'Correct the line.',
    });
  }
  const plain = toPlain(document);
  if (!plain.ok) return fail('malformed-file', plain.error, { file, hint: 'Write the values out instead.' });
  const parsed = v.safeParse(schema, plain.value, { abortPipeEarly: true });
  const list = parsed.success ? findList(schema, plain.value) : undefined;
  if (list !== undefined) {
    const line = lineOf(document, list, lines);
    const more = { file, hint, ...(line === undefined ? {} : { line }) };
    return fail('malformed-file', `${nameOf(list)}: is a list, and keys with values were expected.`, more);
  }
  if (parsed.success) return ok(parsed.output);
  const issue = misspelt(parsed.issues) ?? parsed.issues[0];
  const path = pathOf(issue);
  const line = lineOf(document, path, lines);
  const message = `${nameOf(path)}: ${explain(issue, schema, path)}`;
  return fail('malformed-file', message, { file, hint, ...(line === undefined ? {} : { line }) });
}

const nameOf = (path: readonly unknown[]) => oneLine(path.map(String).join('.'), 120) || 'The file';

function toPlain(document: Document): Result<unknown, string> {
  try {
    return ok(document.toJS({ maxAliasCount: 0 }) ?? {});
  } catch {
    return { ok: false, error: 'This file has aliases (*name), and none were expected' };
  }
}

/** The keys that lead to the problem; to the list itself where a key was looked for in one. */
function pathOf({ path }: v.BaseIssue<unknown>): readonly unknown[] {
  return (path ?? []).slice(0, isInList(path) ? -1 : undefined).map(({ key }) => key);
}

const isInList = (path: v.BaseIssue<unknown>['path']) =>
  path?.at(-1)?.type === 'object' && Array.isArray(path.at(-1)?.input);

const isKeyIssue = ({ expected, type }: v.BaseIssue<unknown>) =>
  /^(?:strict|loose)_object$/.test(type) && expected !== 'Object';

/** The unknown key that is the first missing one, written wrongly: a missing key has no line of its own. */
function misspelt([first, ...others]: readonly v.BaseIssue<unknown>[]): v.BaseIssue<unknown> | undefined {
  if (first === undefined || !isKeyIssue(first) || first.expected === 'never') return undefined;
  const [missing, parent] = [String(first.path?.at(-1)?.key), JSON.stringify(pathOf(first).slice(0, -1))];
  return others.find((other) => {
    const path = pathOf(other);
    const isUnknown = isKeyIssue(other) && other.expected === 'never';
    const isBeside = JSON.stringify(path.slice(0, -1)) === parent;
    return isUnknown && isBeside && nearest(String(path.at(-1)), [missing]) !== undefined;
  });
}

function explain(issue: v.BaseIssue<unknown>, schema: unknown, path: readonly unknown[]): string {
  const isKey = isKeyIssue(issue);
  if (isKey && isInList(issue.path)) return 'is a list, and keys with values were expected.';
  if (issue.expected === 'Object') return `is ${received(issue)}, and keys with values were expected.`;
  if (!isKey) return `${oneLine(issue.message)}.`;
  if (issue.expected !== 'never') return 'is required and is not there.';
  const keys = knownKeys(schema, path.slice(0, -1));
  const close = nearest(String(path.at(-1)), keys);
  return close === undefined
    ? `is not a known key; the keys here are ${keys.join(', ')}.`
    : `is not a known key. Did you mean ${close}?`;
}

/** What a schema with `noList` gets in place of a list is a text that says so. */
const received = ({ received: found }: v.BaseIssue<unknown>) => (found === '"a list"' ? 'a list' : oneLine(found, 80));

/** Line of the deepest place on the path that the file has; of its key where it has one. */
function lineOf(document: Document, path: readonly unknown[], lines: LineCounter): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path[length - 1])) : undefined;
    const node: unknown = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  const { contents } = document;
  return isNode(contents) && contents.range ? lines.linePos(contents.range[0]).line : undefined;
}
