import { isAlias, isCollection, isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { oneLine } from '../text/index.ts';
import { isNestedDeeperThan } from './nesting.ts';

/** Largest CI file that is read, in bytes. */
const maximumSize = 1024 * 1024;
const maximumNesting = 200;

/** A YAML document whose mappings have unique keys and whose aliases are looked up once. */
export interface ParsedYaml {
  readonly root: unknown;
  /** What an alias stands for; any other node stands for itself. */
  readonly resolve: (node: unknown) => unknown;
  readonly lineOf: (node: unknown) => number;
}

/** Parses one YAML document, or says in one sentence why it is not read. */
export function parseYaml(bytes: Uint8Array): ParsedYaml | string {
  if (bytes.length > maximumSize) return `it is larger than ${maximumSize} bytes`;
  const text = decode(bytes);
  if (text === undefined) return 'it is not UTF-8 text';
  const ambiguous = ambiguousCharacter.exec(text);
  if (ambiguous !== null) {
    const code = (ambiguous[0].codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase();
    return `line ${text.slice(0, ambiguous.index).split('\n').length}: it contains the character U+${code}, which YAML readers take differently`;
  }
  if (isNestedDeeperThan(maximumNesting, text)) return `it is nested deeper than ${maximumNesting} levels`;
  try {
    return parseText(text);
  } catch {
    return 'it cannot be parsed';
  }
}

// Some YAML readers take these as the end of a line and others do not, so that a comment could hide a key.
// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const ambiguousCharacter = /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseText(text: string): ParsedYaml | string {
  const lines = new LineCounter();
  // The parser's own search for duplicate keys takes quadratic time.
  const document = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, lineCounter: lines });
  const lineOf = (node: unknown) => lines.linePos(startOf(node)).line;
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) return `line ${lines.linePos(error.pos[0]).line}: ${oneLine(error.message, 160)}`;
  const { targets, problem } = scan(document);
  if (problem !== undefined) return `line ${lineOf(problem.node)}: ${problem.message}`;
  return { root: document.contents, resolve: (node) => (isAlias(node) ? targets.get(node) : node), lineOf };
}

function startOf(node: unknown): number {
  return (isScalar(node) || isCollection(node) || isAlias(node) ? node.range?.[0] : undefined) ?? 0;
}

interface Scan {
  readonly targets: ReadonlyMap<unknown, unknown>;
  readonly problem?: { readonly node: unknown; readonly message: string };
}

/** Finds the target of every alias in one pass (an anchor may be set again), then an alias without one, or else a key that is not unique text. */
function scan(document: Document): Scan {
  const anchors = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  const maps: unknown[] = [];
  let dangling: unknown;
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        targets.set(node, anchors.get(node.source));
        if (!anchors.has(node.source)) dangling ??= node;
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) maps.push(node);
    },
  });
  if (dangling !== undefined) return { targets, problem: { node: dangling, message: 'an alias has no anchor' } };
  for (const map of maps) {
    const problem = keyProblem(map, targets);
    if (problem !== undefined) return { targets, problem };
  }
  return { targets };
}

function keyProblem(map: unknown, targets: Scan['targets']): Scan['problem'] {
  const seen = new Set<string>();
  for (const { key } of isMap(map) ? map.items : []) {
    const text = scalarText(isAlias(key) ? targets.get(key) : key)?.toLowerCase();
    if (text === undefined) return { node: key, message: 'a key is not plain text' };
    if (seen.has(text)) return { node: key, message: `the key ${oneLine(text, 60)} is there twice` };
    seen.add(text);
  }
  return undefined;
}

/** Text of a scalar as it stands in the file; `undefined` for anything else. */
export function scalarText(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}
