import { markdownTable } from '@interlock/core/text';

/** A part of RESULTS.md, and what in it misses its target. */
export interface Section {
  readonly text: readonly string[];
  readonly misses: readonly string[];
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]) => markdownTable(head, rows);

export const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;

const last = '## What misses its target';

/** The results with one section put in place of the old one, or before the last part; its misses begin with its title. */
export function replaceSection(results: string, { misses, text }: Section): string {
  const heading = text[0] ?? '';
  const title = heading.replace('## ', '').toLowerCase();
  const parts = results.split(/^(?=## )/m).filter((part) => !part.startsWith(`${heading}\n`));
  const before = parts.filter((part) => !part.startsWith(last));
  const end = parts.find((part) => part.startsWith(last)) ?? `${last}, or is slower than a peer\n\n`;
  const others = end
    .split('\n')
    .filter((line) => line.startsWith('- ') && !line.toLowerCase().startsWith(`- ${title}`));
  const all = [...others, ...misses.map((miss) => `- ${miss}`)];
  const lines = [...text, '', end.split('\n')[0], '', ...(all.length === 0 ? ['Nothing.'] : all), ''];
  return `${before.join('')}${lines.join('\n')}`.replaceAll(/\n{3,}/g, '\n\n');
}
