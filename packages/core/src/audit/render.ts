import { escapeMarkdown, inlineCode, markdownTable } from '../text/index.ts';
import type { Audit } from './audit.ts';

const headlines = {
  verified: 'verified: everything that can be checked here holds',
  failed: '**failed**: something does not hold',
  undecided: '**undecided**: not everything could be checked',
} as const;

const order = ['fails', 'unknown', 'holds', 'note'] as const;

/** The same text on every host: links in their order, checks worst first, and what nothing covers. */
export function renderAudit({ checks, coverage, links, result }: Audit): string {
  const sorted = order.flatMap((state) => checks.filter((check) => check.state === state));
  const files = (paths: readonly string[]) =>
    paths.length === 0 ? 'none' : paths.slice(0, 50).map(inlineCode).join(', ') + more(paths.length - 50);
  return [
    `Audit: ${headlines[result]}`,
    '',
    markdownTable(
      ['link', 'state', 'files'],
      links.map(({ files: held, link, state }) => [link, state === 'event' ? 'only an event' : state, files(held)]),
    ),
    '',
    markdownTable(
      ['check', 'file', 'what was found'],
      sorted
        .slice(0, 200)
        .map(({ file, says, state }) => [
          state === 'note' ? 'not checked' : state,
          file === '' ? '-' : inlineCode(file),
          escapeMarkdown(says),
        ]),
    ) + more(sorted.length - 200),
    '',
    `Bound by a trusted signature: ${files(coverage.signed)}`,
    '',
    `Named by an event that nothing signs: ${files(coverage.named)}`,
    '',
    `Not covered: ${files(coverage.uncovered)}`,
    '',
    'Not checked at all: transparency logs, the time of signing, whether an approval was used twice, and what no file here tells.',
  ].join('\n');
}

const more = (count: number) => (count > 0 ? ` … and ${count} more` : '');
