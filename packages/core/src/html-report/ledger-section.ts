import { count } from './count.ts';
import { html } from './html.ts';
import { badge, code } from './marks.ts';
import type { Section } from './section.ts';
import { missing, table } from './table.ts';

/** What the verification of a ledger found, as plain data. */
export interface LedgerPart {
  /** `undefined` where none is signed by the key. */
  readonly checkpoint?: {
    readonly origin: string;
    readonly size: number;
    /** Base64 of the root of the tree. */
    readonly root: string;
  };
  /** Whether it was compared with a checkpoint seen earlier: without that a ledger that was rolled back looks whole. */
  readonly isRemembered: boolean;
  /** Empty for a ledger that holds. */
  readonly findings: readonly {
    readonly kind: string;
    readonly message: string;
    readonly file?: string | undefined;
    readonly index?: number | undefined;
  }[];
  /** The entries of the case that this report is about, with their places. */
  readonly entries: readonly {
    readonly index: number;
    readonly id: string;
    readonly type: string;
    readonly assertedBy: 'claimed' | 'observed';
    readonly outcome: string;
    readonly time: string;
    /** That it stands in the ledger (C2SP tlog-proof). */
    readonly proof?: string | undefined;
  }[];
}

export function ledgerSection(part: LedgerPart | undefined): Section {
  const fixed = { id: 'ledger', title: 'Ledger' };
  if (part === undefined)
    return {
      ...fixed,
      tone: 'plain',
      summary: 'no ledger',
      content: missing('No ledger was given: nothing here is proven to be in an append-only log.'),
    };
  const { checkpoint, entries, findings, isRemembered } = part;
  const holds = checkpoint !== undefined && findings.length === 0;
  return {
    ...fixed,
    tone: !holds ? 'bad' : isRemembered ? 'good' : 'attention',
    summary: `${holds ? 'holds' : count(Math.max(1, findings.length), 'finding')}: ${checkpoint === undefined ? 'no signed checkpoint' : checkpoint.size === 1 ? '1 entry' : `${checkpoint.size} entries`}`,
    content: [
      checkpoint === undefined
        ? html`<p class="notice bad">The ledger has no checkpoint that the key signed: nothing of it is proven.</p>`
        : html`<dl>
            <dt>ledger</dt>
            <dd>${checkpoint.origin}</dd>
            <dt>entries</dt>
            <dd>${checkpoint.size}</dd>
            <dt>root</dt>
            <dd>${code(checkpoint.root)}</dd>
            <dt>compared</dt>
            <dd>
              ${isRemembered ? 'with a checkpoint seen earlier' : 'with none seen earlier: a ledger that was rolled back would look like this too'}
            </dd>
          </dl>`,
      table({
        caption: 'What does not hold',
        columns: [{ name: 'finding' }, { name: 'where', is: 'code' }, { name: 'what was found' }],
        rows: findings.map(({ file, index, kind, message }) => [
          badge('bad', kind),
          [file ?? '–', index === undefined ? '' : ` entry ${index}`],
          message,
        ]),
        empty: checkpoint === undefined ? 'Nothing else was looked at.' : 'Everything that was looked at holds.',
      }),
      table({
        caption: 'Entries',
        columns: [
          { name: 'place', is: 'number' },
          { name: 'event' },
          { name: 'asserted' },
          { name: 'outcome' },
          { name: 'time', is: 'code' },
          { name: 'id', is: 'code' },
          { name: 'proof' },
        ],
        rows: entries.map(({ assertedBy, id, index, outcome, proof, time, type }) => [
          index,
          type,
          assertedBy === 'observed' ? badge('good', 'observed') : badge('plain', 'claimed'),
          outcome,
          time,
          id,
          proof === undefined ? '–' : proofDetails(proof),
        ]),
        empty: 'The ledger has no entry of this case.',
      }),
    ],
  };
}

/** Lines are kept: a line break would be shown as the character that it is. */
const proofDetails = (proof: string) =>
  html`<details>
    <summary>proof</summary>
    ${proof
      .trimEnd()
      .split('\n')
      .map((line) => html`${code(line)}<br />`)}
  </details>`;
