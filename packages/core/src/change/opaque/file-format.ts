import type { OpaqueKind } from './facts.ts';

type Format = readonly [kind: 'executable' | 'archive', at: number, magic: readonly number[]];

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

/** First bytes that no text begins with. */
const certain: readonly Format[] = [
  ['executable', 0, [0x7f, ...ascii('ELF')]],
  ['executable', 0, [0, ...ascii('asm')]],
  // Mach-O of 32 and 64 bits in either order of bytes; CAFEBABE is a fat one, and a Java class
  ['executable', 0, [0xfe, 0xed, 0xfa, 0xce]],
  ['executable', 0, [0xfe, 0xed, 0xfa, 0xcf]],
  ['executable', 0, [0xce, 0xfa, 0xed, 0xfe]],
  ['executable', 0, [0xcf, 0xfa, 0xed, 0xfe]],
  ['executable', 0, [0xca, 0xfe, 0xba, 0xbe]],
  ['archive', 0, [...ascii('PK'), 3, 4]],
  ['archive', 0, [...ascii('PK'), 5, 6]],
  ['archive', 0, [0x1f, 0x8b]],
  ['archive', 0, [0xfd, ...ascii('7zXZ')]],
  ['archive', 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ['archive', 0, [...ascii('7z'), 0xbc, 0xaf]],
];

/** First bytes that a text could have too; they count in a binary file. */
const likely: readonly Format[] = [
  ['executable', 0, ascii('MZ')],
  ['executable', 0, ascii('dex\n')],
  ['archive', 0, ascii('!<arch>')],
  ['archive', 0, ascii('BZh')],
  ['archive', 0, ascii('Rar!')],
  ['archive', 257, ascii('ustar')],
];

const has = (content: Uint8Array, [, at, magic]: Format) => magic.every((byte, index) => content[at + index] === byte);

/** Whether the first bytes are those of a program or an archive (file(1), of Linux). */
export function formatOf(content: Uint8Array, isBinary: boolean): OpaqueKind | undefined {
  const formats = isBinary ? [...certain, ...likely] : certain;
  return formats.find((format) => has(content, format))?.[0];
}

/** Whether git takes these bytes for binary: by a NUL among the first 8,000. */
export function isBinaryContent(content: Uint8Array): boolean {
  return content.subarray(0, 8000).includes(0);
}

const sampleBytes = 65_536;
const utf16Marks = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/** Whether a binary file is a text by its bytes: UTF-16, or at least 7 of 10 of the first 65,536 are letters and blanks of ASCII. */
export function looksLikeText(content: Uint8Array): boolean {
  if (utf16Marks.some(([first, second]) => content[0] === first && content[1] === second)) return true;
  const sample = content.subarray(0, sampleBytes);
  const printable = sample.reduce(
    (sum, byte) => sum + Number((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13)),
    0,
  );
  return printable >= 0.7 * sample.length;
}
