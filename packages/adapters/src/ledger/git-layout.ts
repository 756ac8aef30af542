import { ok, type Result } from '@interlock/core/failure';
import {
  decodeBundle,
  encodeBundle,
  encodeTile,
  leafHash,
  partialTiles,
  tilePath,
  tileWidth,
  type AppendPlan,
  type OpenLedger,
  type ReadLedgerFile,
} from '@interlock/core/ledger';
import type { CommitTree } from '@interlock/core/ports';

/** What a commit of the ledger changes against the one before. */
export interface TreeChange {
  readonly removed: readonly string[];
  readonly written: ReadonlyMap<string, Uint8Array>;
}

/**
 * The layout in git differs from tlog-tiles where that would write the same bytes again with every entry: of tiles above
 * level 0 only the last partial one is kept, and the entries of the bundle that is not full stand in segments, one for
 * each append, `tail-<h>/<l>-<first>`, where `<first>` is the index of its first entry and `<h>`, `<l>` are the hex
 * digits of its place in the bundle, so that no folder has many names. They stand at the root: a folder around them would
 * be one more object in each commit. A full bundle replaces them. The verifier key is there for people to find; nothing
 * trusts it.
 */
export function treeChange(before: OpenLedger | undefined, plan: AppendPlan, vkey: string): TreeChange {
  const old = new Map(before === undefined ? [] : upperPartials(before.edge));
  const now = new Map(upperPartials(plan.edge));
  const filled = plan.full.length > 0;
  const written = new Map(plan.full.map(({ bytes, path }) => [path, bytes]));
  for (const [path, bytes] of now) if (!old.has(path)) written.set(path, bytes);
  const tail = filled ? plan.pending : plan.leaves;
  if (tail.length > 0) written.set(tailPath(plan.edge.size - tail.length), encodeBundle(tail));
  written.set('checkpoint', Buffer.from(plan.note));
  if (before === undefined) written.set('keys/log.vkey', Buffer.from(`${vkey}\n`));
  const removed = [...old.keys()].filter((path) => !now.has(path));
  return { removed: filled && before !== undefined ? [...removed, ...tailFolders] : removed, written };
}

function upperPartials(edge: OpenLedger['edge']) {
  return partialTiles(edge)
    .filter(({ level }) => level > 0)
    .map(({ hashes, index, level }) => [tilePath(level, index, hashes.length), encodeTile(hashes)] as const);
}

const tailFolders = Array.from({ length: 16 }, (_, digit) => `tail-${digit.toString(16)}`);

function tailPath(first: number): string {
  const place = (first % tileWidth).toString(16).padStart(2, '0');
  return `tail-${place[0]}/${place[1]}-${first}`;
}

/** Reads a commit of the ledger as tlog-tiles: partial bundles and tiles of level 0 are made from the segments. */
export function readLayout(tree: CommitTree): ReadLedgerFile {
  let tail: Promise<Result<Tail | undefined>> | undefined;
  return async (path) => {
    const kept = await tree.read(path);
    if (!kept.ok || kept.value !== undefined) return kept;
    const [, level = ''] = /^tile\/(entries|0)\/.*\.p\/\d+$/.exec(path) ?? [];
    if (level === '') return ok(undefined);
    const found = await (tail ??= readTail(tree));
    if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
    const { entries, first } = found.value;
    const kind = level === 'entries' ? 'entries' : 0;
    if (path !== tilePath(kind, Math.floor(first / tileWidth), entries.length)) return ok(undefined);
    return ok(kind === 0 ? encodeTile(entries.map(leafHash)) : encodeBundle(entries));
  };
}

interface Tail {
  readonly first: number;
  readonly entries: readonly Uint8Array[];
}

/** The segments behind each other; `undefined` where there are none or one is missing. */
async function readTail(tree: CommitTree): Promise<Result<Tail | undefined>> {
  const paths = await tree.list();
  if (!paths.ok) return paths;
  const firsts = paths.value
    .flatMap((path) => {
      const first = Number(/^tail-[0-9a-f]\/[0-9a-f]-(\d{1,15})$/.exec(path)?.[1]);
      return Number.isSafeInteger(first) && tailPath(first) === path ? [first] : [];
    })
    .toSorted((one, other) => one - other);
  const start = firsts[0];
  if (start === undefined || start % tileWidth !== 0) return ok(undefined);
  const entries: Uint8Array[] = [];
  for (const first of firsts) {
    const bytes = await tree.read(tailPath(first));
    if (!bytes.ok) return bytes;
    const segment = first === start + entries.length ? decodeBundle(bytes.value ?? new Uint8Array()) : undefined;
    if (segment === undefined) return ok(undefined);
    entries.push(...segment);
  }
  return ok({ first: start, entries });
}
