export type HiddenKind = 'bidi-control' | 'zero-width' | 'variation-selector' | 'tag';

/** A character that a reader does not see and a machine does. */
export interface HiddenCharacter {
  readonly kind: HiddenKind;
  /** Such as U+202E. */
  readonly character: string;
}

/** Default_Ignorable_Code_Point of the Unicode Character Database, and the controls of UAX 9; other controls are not text. */
const hidden = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;
const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}0-9#*]\u{FE0F}?$/u;
/** Scripts whose words are written with joiners (The Unicode Standard, chapters 9, 12 and 13). */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]$/u;

/** Each hidden character of a line, left out where it belongs to a visible one: in an emoji, or as a joiner of its script. */
export function hiddenCharactersIn(line: string): readonly HiddenCharacter[] {
  return [...line.matchAll(hidden)].flatMap(({ 0: character, index }) => {
    if (isPartOfVisible(character, line.slice(Math.max(0, index - 4), index))) return [];
    const code = character.codePointAt(0) ?? 0;
    return [{ kind: kindOf(code), character: `U+${code.toString(16).toUpperCase().padStart(4, '0')}` }];
  });
}

function kindOf(code: number): HiddenKind {
  if (/\p{Bidi_Control}/u.test(String.fromCodePoint(code))) return 'bidi-control';
  if (code >= 0xe0000 && code <= 0xe007f) return 'tag';
  const isSelector = (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);
  return isSelector ? 'variation-selector' : 'zero-width';
}

function isPartOfVisible(character: string, before: string): boolean {
  switch (character) {
    case '\u{FE0E}':
    case '\u{FE0F}':
      return pictograph.test(before) && !before.endsWith('\u{FE0F}');
    case '\u{200D}':
      return joining.test(before) || (pictograph.test(before) && !/[0-9#*]\u{FE0F}?$/u.test(before));
    case '\u{200C}':
      return joining.test(before);
    default:
      return false;
  }
}
