import { ascent, bold, book, descent, monospaceWidth, unitsPerEm } from './dejavu.ts';

export interface Metrics {
  /** In pixels, as all of them. */
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
}

export interface TextStyle {
  readonly family: string;
  /** In pixels. */
  readonly size: number;
  readonly bold: boolean;
}

type Widths = ReadonlyMap<number, number>;

const readRows = (rows: typeof book): Widths =>
  new Map(rows.flatMap(([first, widths]) => widths.split(' ').map((width, index) => [first + index, Number(width)])));

const bookWidths = readRows(book);
const boldWidths = readRows(bold);

const isMonospace = (family: string) => /mono|courier|consol/i.test(family);

/**
 * What text measures, whatever fonts the machine has: from the widths of DejaVu Sans, without kerning. Every family is
 * measured as DejaVu Sans, or as DejaVu Sans Mono where its name says so. Where the table has no width: nothing for what
 * joins the letter before it, an em for East Asian letters and pictographs, 0.6 em else.
 */
export function measureText(text: string, { bold: isBold, family, size }: TextStyle): Metrics {
  const widths = isBold ? boldWidths : bookWidths;
  const widthOf = isMonospace(family) ? () => monospaceWidth : (codePoint: number) => widths.get(codePoint);
  const units = Array.from(text).reduce((sum, letter) => sum + letterWidth(letter, widthOf), 0);
  const pixels = (value: number) => (value * size) / unitsPerEm;
  return { width: pixels(units), ascent: pixels(ascent), descent: pixels(descent) };
}

function letterWidth(letter: string, widthOf: (codePoint: number) => number | undefined): number {
  const codePoint = letter.codePointAt(0) ?? 0;
  if (/^[\p{M}\p{Cf}\p{Cc}]$/u.test(letter)) return 0;
  if (isWide(codePoint)) return unitsPerEm;
  return widthOf(codePoint) ?? 0.6 * unitsPerEm;
}

/** Hangul, Kana, Han and their punctuation, full width forms, pictographs. */
const isWide = (codePoint: number) =>
  (codePoint >= 0x1100 && codePoint <= 0x115f) ||
  (codePoint >= 0x2e80 && codePoint <= 0xa4cf) ||
  (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
  (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
  (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
  (codePoint >= 0xff00 && codePoint <= 0xff60) ||
  codePoint >= 0x1f000;

/** The families that the drawing names, in the order in which a viewer looks for them: those that are as wide come first. */
export function drawnFamily(family: string): string {
  return isMonospace(family) ? "'DejaVu Sans Mono',monospace" : "'DejaVu Sans',Verdana,sans-serif";
}
