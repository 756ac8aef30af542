import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, visit, type Document } from 'yaml';
import { isNestedDeeperThan } from '../workflow/nesting.ts';

export type OrderKind = 'pipeline' | 'workflow' | 'action';

/** What a file with orders for a CI system takes from other files of its repository, as it writes it. */
export interface Reference {
  /** `include`: a path or glob from the root; `use`: a folder or workflow from the root; `run`: a path beside the action. */
  readonly kind: 'include' | 'use' | 'run';
  readonly target: string;
}

const maximumSize = 1024 * 1024;
const maximumNesting = 200;
const maximumReferences = 1000;
// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
const programs: ReadonlySet<string> = new Set([
  'main',
  'pre',
  'post',
  'image',
  'entrypoint',
  'pre-entrypoint',
  'post-entrypoint',
]);

/**
 * Reads `include:` of GitLab (https://docs.gitlab.com/ci/yaml/#include, also below `trigger:`), and local `uses:` and the
 * programs of an action of GitHub, wherever they stand in the file. `undefined` where it cannot be read.
 */
export function readReferences(kind: OrderKind, bytes: Uint8Array): readonly Reference[] | undefined {
  const text = new TextDecoder().decode(bytes);
  if (!(kind === 'pipeline' ? /include/i : kind === 'workflow' ? /uses/i : /./).test(text)) return [];
  if (bytes.length > maximumSize || isNestedDeeperThan(maximumNesting, text)) return undefined;
  const documents = parse(text);
  if (documents === undefined) return undefined;
  const found: Reference[] = [];
  for (const document of documents) collectFrom(document, kind, found);
  return found.length > maximumReferences ? undefined : found;
}

function parse(text: string): readonly Document[] | undefined {
  try {
    const parsed = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    const documents = [...parsed];
    return documents.some(({ errors }) => errors.length > 0) ? undefined : documents;
  } catch {
    return undefined;
  }
}

function collectFrom(document: Document, kind: OrderKind, found: Reference[]): void {
  const add = (reference: Reference) => void (found.length <= maximumReferences && found.push(reference));
  visit(document, {
    Pair(_, { key, value }, path) {
      const name = isScalar(key) ? String(key.value).toLowerCase() : '';
      if (kind === 'pipeline') {
        if (name === 'include') for (const target of includes(value, document, 0)) add({ kind: 'include', target });
        return;
      }
      const text = scalarOf(value, document);
      if (text === undefined) return;
      if (name === 'uses' && /^\.{1,2}[/\\]|^\.$/.test(text)) add({ kind: 'use', target: text });
      const holder = path.at(-2);
      const isRun = kind === 'action' && isPair(holder) && isScalar(holder.key) && holder.key.value === 'runs';
      if (isRun && programs.has(name) && !text.includes('://')) add({ kind: 'run', target: text });
    },
  });
}

/** Local paths of an `include:`; where it names another project, a component, a template or a URL, there is none. */
function includes(node: unknown, document: Document, depth: number): readonly string[] {
  const value = resolved(node, document);
  if (depth > 5) return [];
  if (isSeq(value)) return value.items.flatMap((item) => includes(item, document, depth + 1));
  if (isMap(value)) {
    return value.items.flatMap((pair) => {
      if (!isPair(pair) || !isScalar(pair.key)) return [];
      // `<<` holds a mapping with the same keys
      const isTaken = pair.key.value === 'local' || pair.key.value === '<<';
      return isTaken ? includes(pair.value, document, depth + 1) : [];
    });
  }
  const text = scalarOf(value, document);
  return text === undefined || /^https?:\/\//i.test(text) ? [] : [text];
}

function scalarOf(node: unknown, document: Document): string | undefined {
  const value = resolved(node, document);
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}
