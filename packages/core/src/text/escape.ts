/**
 * Text of the change under review (file names, test names, messages) is hostile. These are the only ways it
 * reaches Markdown, HTML, a log or an annotation.
 */

/** Whatever has no looks of its own (controls, line breaks, fillers, selectors, tags, private use) made visible; at most `limit` characters. */
export function oneLine(text: string, limit = 300): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (char) =>
    char === '\n' || char === '\t' ? ' ' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return visible.length > limit ? `${visible.slice(0, limit)}…` : visible;
}

/** Text as plain Markdown: no markup, link, mention, HTML or table cell break survives. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '@\u2060')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}\u2060.`);
}

/** Text as inline code, with a fence longer than any run of back-ticks in it; safe in a table cell. */
export function inlineCode(text: string): string {
  const line = oneLine(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || line.length === 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

export function escapeHtml(text: string): string {
  return oneLine(text, 10_000)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
