import type { Audit, Check } from '../audit/index.ts';
import type { Digest } from '../digest/index.ts';
import { count } from './count.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { badge, code, shortName, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';

export interface EvidencePart {
  readonly audit: Audit;
  /** Of every file of the folder. */
  readonly digests: ReadonlyMap<string, Digest>;
}

const order = ['fails', 'unknown', 'holds', 'note'] as const;
const states: Readonly<Record<Check['state'], { readonly tone: Tone; readonly word: string }>> = {
  fails: { tone: 'bad', word: 'fails' },
  unknown: { tone: 'attention', word: 'not verified' },
  holds: { tone: 'good', word: 'holds' },
  note: { tone: 'plain', word: 'not checked' },
};
const results = {
  verified: { tone: 'good', says: 'Everything that can be checked here holds.' },
  failed: {
    tone: 'bad',
    says: 'Something does not hold. What this report says rests on evidence that was changed or is wrong.',
  },
  undecided: {
    tone: 'attention',
    says: 'Not everything could be verified: what follows is what the files say, unproven.',
  },
} as const satisfies Record<Audit['result'], { readonly tone: Tone; readonly says: string }>;

export const auditSays = (result: Audit['result']) => results[result];

export function evidenceSection(part: EvidencePart): Section {
  const { checks, result } = part.audit;
  const number = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  return {
    id: 'evidence',
    title: 'Evidence',
    tone: results[result].tone,
    summary: `${result}: ${number('holds')} of ${count(checks.length - number('note'), 'check')} hold, ${number('fails')} fail, ${number('unknown')} not verified`,
    content: [
      html`<p class="notice ${results[result].tone}">${results[result].says}</p>`,
      chain(part),
      allChecks(checks),
      allFiles(part),
      html`<p class="note">
        Not checked at all: transparency logs, the time of signing, whether an approval was used twice, and what no file
        here tells.
      </p>`,
    ],
  };
}

/** The links in the order in which evidence follows from evidence. */
function chain(part: EvidencePart): Html {
  const links = part.audit.links.map(
    ({ files, link, state }) =>
      html`<li class="${state}">
        <h3>${link}</h3>
        ${
          state === 'present'
            ? html`<ul>
                ${files.map((file) => html`<li>${code(file)} ${fileState(part, file)}</li>`)}
              </ul>`
            : html`<p class="missing">${state === 'event' ? 'Only an event tells of it.' : 'Not in the evidence.'}</p>`
        }
      </li>`,
  );
  return html`<ol class="chain" aria-label="Evidence chain">
    ${links}
  </ol>`;
}

function fileState({ audit, digests }: EvidencePart, file: string): HtmlValue {
  const own = audit.checks.filter((check) => check.file === file);
  const worst = order.find((state) => own.some((check) => check.state === state));
  const digest = digests.get(file);
  return [
    worst === undefined ? badge('plain', 'no check') : badge(states[worst].tone, states[worst].word),
    digest === undefined ? '' : html` ${shortName(digest)}`,
  ];
}

function allChecks(checks: readonly Check[]): Html {
  const sorted = order.flatMap((state) => checks.filter((check) => check.state === state));
  return table({
    caption: 'Checks, worst first',
    columns: [{ name: 'file', is: 'code' }, { name: 'check' }, { name: 'what was found' }],
    rows: sorted.map(({ file, says, state }) => [
      file === '' ? 'the folder' : file,
      badge(states[state].tone, states[state].word),
      says,
    ]),
    empty: 'Nothing was checked.',
  });
}

function allFiles({ audit, digests }: EvidencePart): Html {
  const { named, signed } = audit.coverage;
  const [bySignature, byEvent] = [new Set(signed), new Set(named)];
  const boundBy = (path: string) =>
    bySignature.has(path)
      ? badge('good', 'a trusted signature')
      : byEvent.has(path)
        ? badge('attention', 'an event that nothing signs')
        : badge('plain', 'nothing');
  return table({
    caption: 'Every file of the folder, and what binds its content',
    columns: [{ name: 'file', is: 'code' }, { name: 'bound by' }, { name: 'digest', is: 'code' }],
    rows: [...digests].map(([path, digest]) => [path, boundBy(path), shortName(digest)]),
    empty: 'The folder has no file.',
    most: 10_000,
  });
}
