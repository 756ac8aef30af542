import { fail, ok, type Result } from '../failure/index.ts';
import { decodeBundle } from './bundle.ts';
import type { TreeHash } from './hash.ts';
import { decodeTile, tilePath, tileWidth, widthAt } from './tile.ts';

/**
 * Reads a file of a ledger by its path in C2SP tlog-tiles (`checkpoint`, `tile/…`); `undefined` where there is none.
 * What it answers need not be true: every reader checks it against a signed checkpoint.
 */
export type ReadLedgerFile = (path: string) => Promise<Result<Uint8Array | undefined>>;

/** The hashes of a tile in a tree of this size. Fails with `not-verified` where it is missing or has another width. */
export async function readTile(
  read: ReadLedgerFile,
  size: number,
  level: number,
  index: number,
): Promise<Result<readonly TreeHash[]>> {
  const width = widthAt(level, index, size);
  const path = tilePath(level, index, width);
  const exact = await read(path);
  if (!exact.ok) return exact;
  if (exact.value !== undefined) {
    const hashes = decodeTile(exact.value, width);
    return hashes === undefined ? broken(path, `has ${exact.value.length} bytes and not ${width * 32}`) : ok(hashes);
  }
  // a partial tile may go once the full one is there
  const whole = width === tileWidth ? exact : await read(tilePath(level, index, tileWidth));
  if (!whole.ok) return whole;
  if (whole.value === undefined) return broken(path, 'is missing');
  const hashes = decodeTile(whole.value, tileWidth);
  return hashes === undefined ? broken(tilePath(level, index, tileWidth), 'is cut off') : ok(hashes.slice(0, width));
}

/** The entries of a bundle in a tree of this size. Fails with `not-verified` as well. */
export async function readBundle(
  read: ReadLedgerFile,
  size: number,
  index: number,
): Promise<Result<readonly Uint8Array[]>> {
  const width = widthAt(0, index, size);
  const path = tilePath('entries', index, width);
  const exact = await read(path);
  if (!exact.ok) return exact;
  const whole =
    exact.value !== undefined || width === tileWidth ? exact : await read(tilePath('entries', index, tileWidth));
  if (!whole.ok) return whole;
  if (whole.value === undefined) return broken(path, 'is missing');
  const entries = decodeBundle(whole.value);
  if (entries === undefined) return broken(path, 'is cut off');
  if (entries.length < width || (exact.value !== undefined && entries.length !== width))
    return broken(path, `has ${entries.length} entries and not ${width}`);
  return ok(entries.slice(0, width));
}

export function broken(file: string, why: string): Result<never> {
  return fail('not-verified', `A file of the ledger ${why}.`, {
    file,
    hint: 'Restore the ledger from a copy that a remembered checkpoint proves.',
  });
}
