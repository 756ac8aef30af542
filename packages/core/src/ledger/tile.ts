import type { TreeHash } from './hash.ts';

/** Hashes in a full tile and entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256;
const hashSize = 32;

/** A part of the tree: hashes that stand side by side. One with fewer than 256 of them is partial. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: readonly TreeHash[];
}

/** Where a tile is served: `tile/<L>/<N>`, for a partial one `tile/<L>/<N>.p/<W>` (C2SP tlog-tiles). */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  return `tile/${level}/${indexPath(index)}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Groups of three digits, of which all but the last begin with an x: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
}

/** How many hashes a tile has in a tree of this size: 256, fewer, or none where it does not exist. */
export function widthAt(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.min(tileWidth, Math.max(0, hashes - index * tileWidth));
}

/** Index of the last tile of a level that is not full, and its width; the width is 0 where there is none. */
export function lastTile(level: number, size: number): { readonly index: number; readonly width: number } {
  const hashes = Math.floor(size / tileWidth ** level);
  return { index: Math.floor(hashes / tileWidth), width: hashes % tileWidth };
}

export function encodeTile(hashes: readonly TreeHash[]): Uint8Array {
  return Buffer.concat(hashes);
}

/** The hashes of a tile, or `undefined` where it does not have this width. */
export function decodeTile(bytes: Uint8Array, width: number): readonly TreeHash[] | undefined {
  if (bytes.length !== width * hashSize) return undefined;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * hashSize, (at + 1) * hashSize));
}
