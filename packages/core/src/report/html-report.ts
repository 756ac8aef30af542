import { escapeHtml } from '../text/index.ts';
import { stylesheet } from './stylesheet.ts';

type Tone = 'good' | 'attention' | 'bad' | 'plain';

/** A part of the report: plain text only, escaped here; `svg` is drawn by ourselves and is taken as it is. */
export interface Section {
  readonly title: string;
  readonly text?: string;
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** Shown instead of a table without rows. */
    readonly empty: string;
  };
  readonly svg?: string;
}

export interface Report {
  readonly title: string;
  /** The answer in one line, and how it looks. */
  readonly headline: string;
  readonly tone: Tone;
  /** Name and value pairs under the headline: head, base, policy, digests. */
  readonly facts: readonly (readonly [string, string])[];
  readonly sections: readonly Section[];
}

/**
 * One HTML file that needs nothing else: no script, no font, no image from outside (a content security policy in it
 * forbids them), light and dark, printable.
 */
export function htmlReport(report: Report): string {
  const facts = report.facts
    .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(report.title)}</title>`,
    `<style>${stylesheet}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeHtml(report.title)}</h1>`,
    `<p class="headline ${report.tone}">${escapeHtml(report.headline)}</p>`,
    `<dl>${facts}</dl>`,
    ...report.sections.map(section),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function section({ title, text, table, svg }: Section): string {
  return [
    '<section>',
    `<h2>${escapeHtml(title)}</h2>`,
    ...(text === undefined ? [] : [`<p>${escapeHtml(text)}</p>`]),
    ...(table === undefined ? [] : [tableHtml(table)]),
    ...(svg === undefined ? [] : [`<figure>${svg}</figure>`]),
    '</section>',
  ].join('\n');
}

function tableHtml({ head, rows, empty }: NonNullable<Section['table']>): string {
  if (rows.length === 0) return `<p class="empty">${escapeHtml(empty)}</p>`;
  const row = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="scroll"><table><thead>${row(head, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('\n')}</tbody></table></div>`;
}
