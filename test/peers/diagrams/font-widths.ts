import { readFileSync } from 'node:fs';

export interface Font {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Advance width in font units; `undefined` where the font has no glyph. */
  width(codePoint: number): number | undefined;
}

/** Reads a TrueType font: tables head, hhea, hmtx and cmap in format 12 (https://learn.microsoft.com/typography/opentype/spec/). */
export function readFont(path: string): Font {
  const bytes = readFileSync(path);
  const tables = new Map(
    Array.from({ length: bytes.readUInt16BE(4) }, (_, index) => 12 + index * 16).map((at) => [
      bytes.toString('latin1', at, at + 4),
      bytes.subarray(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 8) + bytes.readUInt32BE(at + 12)),
    ]),
  );
  const table = (name: string): Buffer => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(`${path} has no table ${name}`);
    return found;
  };
  const hhea = table('hhea');
  const hmtx = table('hmtx');
  const lastMetric = hhea.readUInt16BE(34) - 1;
  const glyphs = readGlyphs(table('cmap'));
  return {
    unitsPerEm: table('head').readUInt16BE(18),
    ascent: hhea.readInt16BE(4),
    descent: -hhea.readInt16BE(6),
    width: (codePoint) => {
      const glyph = glyphs.get(codePoint);
      return glyph === undefined ? undefined : hmtx.readUInt16BE(4 * Math.min(glyph, lastMetric));
    },
  };
}

function readGlyphs(cmap: Buffer): ReadonlyMap<number, number> {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4)),
  );
  const full = subtables.find((subtable) => subtable.readUInt16BE(0) === 12);
  if (full === undefined) throw new Error('the font has no cmap in format 12');
  const groups = Array.from({ length: full.readUInt32BE(12) }, (_, index) => 16 + index * 12);
  return new Map(
    groups.flatMap((at) => {
      const [first, last, glyph] = [0, 4, 8].map((offset) => full.readUInt32BE(at + offset));
      if (first === undefined || last === undefined || glyph === undefined) return [];
      return Array.from({ length: last - first + 1 }, (_, index) => [first + index, glyph + index] as const);
    }),
  );
}
