export { decodeUtf8 } from './decode.ts';
export { escapeHtml, escapeMarkdown, inlineCode, oneLine } from './escape.ts';
export { logLine } from './log-line.ts';
export { nearest } from './nearest.ts';
export { plainMarkdown, textTable } from './plain-markdown.ts';
export { markdownTable } from './table.ts';
