// Properties that name every future emoji as well, so that each release of Node finds the same.
const emojiBefore = /\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
const styled = /(?![0-9#*])[\p{Emoji}\p{Extended_Pictographic}]$/u;
const keycapBefore = /[0-9#*]$/u;
const keycapAfter = /^\u{20E3}/u;

/** Scripts whose words are written with joiners (The Unicode Standard, chapters 9, 12 to 14 and 16). */
const joining =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Adlm}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u;
/** Scripts without blanks between words, where a zero width space says where a line may break. */
const unspacedBefore = /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u;
const unspacedAfter = /^[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const letter = /[\p{L}\p{M}]$/u;
const mongolian = /\p{scx=Mong}$/u;
/** Bases of standardized variation sequences other than emoji. */
const variable = /(?!\p{ASCII})[\p{Sm}\p{Ideographic}\p{scx=Mymr}\p{scx=Phag}\p{scx=Mani}\p{scx=Egyp}]$/u;

/**
 * Whether a character that has no looks of its own belongs to a visible one beside it: in an emoji, as a joiner of a script
 * that is written with them, as a variant of a sign. `before` ends and `after` begins beside it.
 */
export function belongsToVisible(character: string, before: string, after: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x200d && emojiBefore.test(before) && emojiAfter.test(after)) return true;
  if (code === 0x200d || code === 0x200c) return letter.test(before) && joining.test(before);
  if (code === 0x200b) return unspacedBefore.test(before) && unspacedAfter.test(after);
  if (code === 0xfe0f && keycapBefore.test(before)) return keycapAfter.test(after);
  if (code === 0xfe0e || code === 0xfe0f) return styled.test(before);
  if (code >= 0xfe00 && code <= 0xfe0d) return variable.test(before);
  if (code >= 0x180b && code <= 0x180f) return letter.test(before) && mongolian.test(before);
  return false;
}
