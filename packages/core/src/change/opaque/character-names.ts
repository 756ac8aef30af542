import type { OpaqueKind } from './facts.ts';

/** Aliases and names of the Unicode Character Database, in small letters: those of the characters that are met. */
const names: Readonly<Record<string, string>> = {
  '0000': 'null',
  '0008': 'backspace',
  '000D': 'carriage return',
  '001B': 'escape',
  '007F': 'delete',
  '0085': 'next line',
  '00AD': 'soft hyphen',
  '034F': 'combining grapheme joiner',
  '061C': 'arabic letter mark',
  '115F': 'hangul choseong filler',
  '1160': 'hangul jungseong filler',
  '180E': 'mongolian vowel separator',
  '200B': 'zero width space',
  '200C': 'zero width non-joiner',
  '200D': 'zero width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '2028': 'line separator',
  '2029': 'paragraph separator',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'pop directional formatting',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '2060': 'word joiner',
  '2061': 'function application',
  '2062': 'invisible times',
  '2063': 'invisible separator',
  '2064': 'invisible plus',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'first strong isolate',
  '2069': 'pop directional isolate',
  '3164': 'hangul filler',
  FEFF: 'zero width no-break space',
  FFA0: 'halfwidth hangul filler',
};

const words: Readonly<Partial<Record<OpaqueKind, string>>> = {
  'bidi-control': 'control of the writing direction',
  tag: 'tag character',
  invisible: 'invisible character',
  'variation-selector': 'variation selector',
  'ideographic-variation': 'variation selector',
  'private-use': 'private use',
  control: 'control character',
  'line-break': 'line break',
  'invalid-utf8': 'half of a surrogate pair',
};

/** `U+202E (right-to-left override)`: plain ASCII, whatever the character is. */
export function nameCharacter(codePoint: number, kind: OpaqueKind): string {
  const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex} (${names[hex] ?? words[kind] ?? kind})`;
}
