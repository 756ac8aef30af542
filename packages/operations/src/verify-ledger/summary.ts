import type { LedgerCheck } from '@interlock/core/record';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';

const most = 100;

/** One line where all holds, and what each case rests on. */
export function renderCheck({ cases, findings, origin, result, size }: LedgerCheck): string {
  const name = origin === null ? 'Ledger' : `Ledger ${inlineCode(origin)}`;
  const head =
    result === 'verified'
      ? `${name}: verified, ${size} in all`
      : `${name}: **${findings.length} ${findings.length === 1 ? 'thing does' : 'things do'} not hold**`;
  const rows = findings
    .slice(0, most)
    .map(({ file, index, kind, message }) => [
      escapeMarkdown(kind),
      index === undefined ? escapeMarkdown(file ?? '-') : String(index),
      escapeMarkdown(message),
    ]);
  const parts = [
    head,
    ...(rows.length === 0 ? [] : [markdownTable(['finding', 'entry or file', 'why'], rows)]),
    ...(findings.length > most ? [`${findings.length - most} more are in the answer.`] : []),
    ...(cases.length === 0
      ? []
      : [
          markdownTable(
            ['case', 'claimed', 'observed', 'redacted', 'sources'],
            cases
              .slice(0, most)
              .map(({ case: id, claimed, observed, redacted, sources }) => [
                inlineCode(id),
                String(claimed),
                String(observed),
                String(redacted),
                escapeMarkdown(sources.map(({ actor, entries }) => `${actor} ${entries}`).join(', ')),
              ]),
          ),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}
