import { readEvents, type Event } from '../event/index.ts';
import { duplicateName, parseJson } from '../json/index.ts';
import { oneLine } from '../text/index.ts';
import { fails, note, unknown, type AuditFile, type Check } from './check.ts';
import { readDocument, type AuditDocument } from './documents.ts';

export interface AuditBundle {
  readonly path: string;
  /** Where in the file: the line of a JSON Lines file. */
  readonly line?: number;
  readonly text: string;
}

/** What the files say that they are; every line of it is still to be proven. */
export interface AuditFolder {
  readonly files: readonly AuditFile[];
  readonly bundles: readonly AuditBundle[];
  readonly documents: readonly AuditDocument[];
  readonly json: ReadonlyMap<string, unknown>;
  readonly chains: readonly { readonly path: string; readonly events: readonly Event[] }[];
  readonly checksums: readonly AuditFile[];
  readonly problems: readonly Check[];
}

type Part = Partial<Omit<AuditFolder, 'files'>>;

/** Sorts the files by what is in them, never by a name that somebody gave them, but for the two line formats. */
export function readFolder(files: readonly AuditFile[]): AuditFolder {
  const parts = files.map(readOne);
  return {
    files,
    bundles: parts.flatMap(({ bundles = [] }) => bundles),
    documents: parts.flatMap(({ documents = [] }) => documents),
    json: new Map(parts.flatMap(({ json }) => [...(json ?? [])])),
    chains: parts.flatMap(({ chains = [] }) => chains),
    checksums: parts.flatMap(({ checksums = [] }) => checksums),
    problems: parts.flatMap(({ problems = [] }) => problems),
  };
}

function readOne(file: AuditFile): Part {
  const { path, text } = file;
  if (text === undefined) return readNothing(file);
  if (path.endsWith('.jsonl')) return readLines(file, text);
  if (/(?:^|\/)checksums[^/]*\.txt$/.test(path)) return { checksums: [file] };
  const isJson = path.endsWith('.json') || /^\s*\{/.test(text);
  return isJson ? readJson(path, text) : {};
}

/** What is called like a document could be a verdict that was made too large to be seen. */
function readNothing({ path, unread }: AuditFile): Part {
  const isDocument = /\.(?:jsonl?|txt)$/iu.test(path);
  if (unread === 'not-utf-8') return isDocument ? { problems: [fails(path, 'is no UTF-8')] } : {};
  const says = 'too large to be read: only its digest was compared';
  return { problems: [isDocument ? unknown(path, says) : note(path, says)] };
}

function readLines({ path }: AuditFile, text: string): Part {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length > 0 && lines.every((line) => /"mediaType":"application\/vnd\.dev\.sigstore\.bundle/.test(line)))
    return { bundles: lines.map((line, index) => ({ path, line: index + 1, text: line })) };
  if (lines.length === 0 && !/(?:^|\/)events[^/]*$/.test(path)) return {};
  const events = readEvents(text, path);
  return events.ok ? { chains: [{ path, events: events.value }] } : { problems: [fails(path, events.error.message)] };
}

function readJson(path: string, text: string): Part {
  const json = parseJson(text, path);
  if (!json.ok) return { problems: [fails(path, json.error.message)] };
  const twice = duplicateName(text);
  if (twice !== undefined)
    return {
      problems: [fails(path, `names "${oneLine(twice, 80)}" twice, so that readers take it for different things`)],
    };
  const isBundle = path.endsWith('.sigstore.json') || (isObject(json.value) && 'dsseEnvelope' in json.value);
  if (isBundle) return { bundles: [{ path, text }] };
  const document = readDocument(path, json.value);
  if (typeof document === 'string') return { problems: [fails(path, document)] };
  return { json: new Map([[path, json.value]]), documents: document === undefined ? [] : [document] };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
