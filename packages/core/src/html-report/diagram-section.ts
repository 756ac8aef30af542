import { html, ownMarkup, type Html } from './html.ts';
import { badge, code, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { frame, missing, table } from './table.ts';

export type DiagramVerdict = 'conforms' | 'refused' | 'incomplete' | 'deviates' | 'undecided';

/** A sequence diagram and the path that the events took through it, as plain data. */
export interface DiagramPart {
  readonly name: string;
  readonly verdict: DiagramVerdict;
  /** Why it deviates or is undecided. */
  readonly why?: string | undefined;
  /** Labels of what could have come next. */
  readonly expected: readonly string[];
  /** In the order of the diagram. */
  readonly messages: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    /** `unobserved`: nothing in the ledger tells of it, and nothing has to. */
    readonly state: 'taken' | 'not-taken' | 'unobserved';
    /** Of the events that it was. */
    readonly events: readonly string[];
  }[];
  /** SVG document. It is shown as an image: no script of it runs, and nothing that it names is loaded. */
  readonly svg?: string | undefined;
}

const verdicts: Readonly<Record<DiagramVerdict, { readonly tone: Tone; readonly says: string }>> = {
  conforms: { tone: 'good', says: 'What happened is a whole way through the diagram.' },
  refused: { tone: 'attention', says: 'The diagram was followed, and stopped where something was refused.' },
  incomplete: { tone: 'attention', says: 'The diagram was followed so far; more has to happen.' },
  deviates: { tone: 'bad', says: 'Something happened that the diagram does not allow there.' },
  undecided: { tone: 'attention', says: 'Whether the diagram was followed cannot be decided.' },
};
const states = {
  taken: { tone: 'good', word: 'taken' },
  'not-taken': { tone: 'plain', word: 'not taken' },
  unobserved: { tone: 'plain', word: 'not observed' },
} as const;

export function diagramSection(part: DiagramPart | undefined): Section {
  const fixed = { id: 'diagram', title: 'Diagram' };
  if (part === undefined)
    return {
      ...fixed,
      tone: 'plain',
      summary: 'no diagram',
      content: missing('No diagram was given: the order of what happened was not checked against one.'),
    };
  const { tone, says } = verdicts[part.verdict];
  return {
    ...fixed,
    tone,
    summary: `${part.name}: ${part.verdict}`,
    content: [
      html`<p class="notice ${tone}">${says} ${part.why}</p>`,
      part.expected.length === 0 ? undefined : html`<p>Next could have been: ${part.expected.join(', ')}.</p>`,
      part.svg === undefined
        ? missing('There is no drawing of the diagram; the table has all of its messages.')
        : drawing(part.name, part.svg),
      table({
        caption: 'Messages of the diagram, and the path taken',
        columns: [
          { name: 'message' },
          { name: 'from' },
          { name: 'to' },
          { name: 'path' },
          { name: 'events', is: 'code' },
        ],
        rows: part.messages.map(({ events, from, label, state, to }) => [
          label,
          from,
          to,
          badge(states[state].tone, states[state].word),
          events.length === 0 ? '–' : events.map((event) => html`${code(event)} `),
        ]),
        empty: 'The diagram has no message.',
      }),
    ],
  };
}

/** Base64 has nothing to escape, and is longer than a text may be. */
function drawing(name: string, svg: string): Html {
  const address = `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
  return frame(
    'Drawing of the diagram',
    html`<figure class="drawing">
      <img alt="Sequence diagram ${name}; the table below has its messages" src="${ownMarkup(address)}" />
    </figure>`,
  );
}
