import type { HiddenKind } from './facts.ts';
import { belongsToVisible } from './visible-neighbours.ts';

/** A character that a reader does not see and a machine does. */
export interface HiddenCharacter {
  readonly kind: HiddenKind;
  readonly codePoint: number;
}

// A carriage return before a line feed ends the line with it; another one is a line break to some readers only.
const inLine =
  /(?![\t\n\f\r])[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]|\r(?!\r*$)/gu;
const lineBreaks = /[\v\f\r\u0085\p{Zl}\p{Zp}]/u;
const variationSelector = /\p{Variation_Selector}/u;

/** The flags of England, Scotland and Wales: the only emoji that hold tag characters. */
const flags =
  /\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}|\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}|\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}/gu;

/** Those of one line, without its line feed. What belongs to a visible character, as in an emoji, is none. */
export function* hiddenInLine(line: string): Generator<HiddenCharacter> {
  if (line.search(inLine) === -1) return;
  const text = line.replace(flags, '\u{1F3F4}');
  for (const { 0: character, index } of text.matchAll(inLine)) {
    const before = text.slice(Math.max(0, index - 4), index);
    const after = text.slice(index + character.length, index + character.length + 2);
    if (belongsToVisible(character, before, after)) continue;
    const codePoint = character.codePointAt(0) ?? 0;
    yield { kind: kindOf(character, codePoint, before), codePoint };
  }
}

/** Those of a path, of a link's target or of a person's name, in which a tab or a line break hides too. */
export function* hiddenInName(name: string): Generator<HiddenCharacter> {
  for (const [character] of name.matchAll(/[\t\n\f\r]/g)) yield { kind: 'control', codePoint: character.charCodeAt(0) };
  for (const part of name.split(/[\n\r]/)) yield* hiddenInLine(part);
}

function kindOf(character: string, codePoint: number, before: string): HiddenKind {
  if (/\p{Bidi_Control}/u.test(character)) return 'bidi-control';
  if (codePoint >= 0xe0000 && codePoint <= 0xe007f) return 'tag';
  if (variationSelector.test(character)) {
    return codePoint >= 0xe0100 && /\p{Ideographic}$/u.test(before) ? 'ideographic-variation' : 'variation-selector';
  }
  if (lineBreaks.test(character)) return 'line-break';
  if (/\p{Cc}/u.test(character)) return 'control';
  if (/\p{Co}/u.test(character)) return 'private-use';
  return /\p{Cs}/u.test(character) ? 'invalid-utf8' : 'invisible';
}
