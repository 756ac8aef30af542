export { escapeHtml, escapeMarkdown, inlineCode, oneLine } from './escape.ts';
export { plainLine } from './plain-line.ts';
export { markdownTable } from './table.ts';
