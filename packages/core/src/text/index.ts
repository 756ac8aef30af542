export { escapeHtml, escapeMarkdown, inlineCode, oneLine } from './escape.ts';
export { markdownTable } from './table.ts';
