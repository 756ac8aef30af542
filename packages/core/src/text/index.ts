export { decodeUtf8 } from './decode.ts';
export { escapeHtml, escapeMarkdown, inlineCode, oneLine } from './escape.ts';
export { logLine } from './log-line.ts';
export { markdownTable } from './table.ts';
