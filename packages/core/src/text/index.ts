export { escapeHtml, escapeMarkdown, inlineCode, oneLine } from './escape.ts';
export { plainMarkdown, textTable } from './plain-markdown.ts';
export { nearest } from './nearest.ts';
export { markdownTable } from './table.ts';
