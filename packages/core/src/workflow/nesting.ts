/**
 * Whether the nesting of a YAML text may exceed `maximum` levels, by its indentation and brackets alone. The parser
 * recurses, and the depth at which it gives up depends on the machine: a verdict must not.
 */
export function isNestedDeeperThan(maximum: number, text: string): boolean {
  const outer: { readonly indent: number; readonly levels: number }[] = [];
  let blocks = 0;
  let brackets = 0;
  for (const line of text.split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    const start = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? '';
    const indent = start.search(/[^ \t]|$/);
    while ((outer.at(-1)?.indent ?? -1) >= indent) blocks -= outer.pop()?.levels ?? 0;
    const levels = 1 + start.replace(/[ \t]/g, '').length;
    outer.push({ indent, levels });
    blocks += levels;
    for (const [bracket] of line.matchAll(/[[\]{}]/g)) {
      brackets = Math.max(0, brackets + ('[{'.includes(bracket) ? 1 : -1));
      if (blocks + brackets > maximum) return true;
    }
    if (blocks + brackets > maximum) return true;
  }
  return false;
}
