import { escapeMarkdown, inlineCode, markdownTable } from '../text/index.ts';
import type { ReportParts } from './gather.ts';
import { headlineOf } from './headline.ts';
import { sectionsOf } from './sections.ts';

/** The step summary: the headline and the line of each part, as the page has them, and where the page is. */
export function reportSummary(parts: ReportParts, file: string): string {
  const { head, says, word } = headlineOf(parts);
  const of = head === undefined ? '' : ` · head ${escapeMarkdown(head.slice(0, 7))}`;
  return [
    `Interlock report: **${escapeMarkdown(word)}**${of}`,
    '',
    escapeMarkdown(says),
    '',
    markdownTable(
      ['part', 'what is in it'],
      sectionsOf(parts).map(({ summary, title }) => [title, escapeMarkdown(summary)]),
    ),
    '',
    `Report: ${inlineCode(file)}`,
    '',
  ].join('\n');
}
