/** Lines that change how a diagram looks and not what it says. */
const plain: readonly RegExp[] = [
  /^skinparam\s+[\w.<>]+\s+[^{}]+$/i,
  /^hide\s+(?:footbox|unlinked|stereotype)$/i,
  /^autonumber(?:\s+stop|(?:\s+\d{1,9}(?:\.\d{1,9}){0,3}(?:\s+\d{1,9})?)?(?:\s+"[^"]{1,80}")?)$/i,
  /^autoactivate\s+(?:on|off)$/i,
  /^(?:activate|deactivate|destroy|create)\s+(?:"[^"]{1,300}"|[\p{L}\p{N}_.@]{1,300})(?:\s+#[A-Za-z0-9]{1,30})?$/iu,
  /^box(?:\s+"[^"]{0,300}")?(?:\s+#[A-Za-z0-9]{1,30})?$/i,
  /^end\s?box$/i,
  /^\.\.\.(?:[^.].{0,300}\.\.\.)?$/,
  /^\|\|(?:\||\d{1,4}\|\|)$/,
  /^(?:mainframe|scale)\s+.{1,300}$/i,
];

export const isPlain = (text: string) => text.length <= 700 && plain.some((pattern) => pattern.test(text));

/** A block of such lines: `skinparam sequence {` to `}`. */
export const opensStyle = (text: string) => /^skinparam(?:\s+[\w.<>]{1,60})?\s*\{$/i.test(text);
