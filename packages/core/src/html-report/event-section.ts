import { eventRoutes, type Event } from '../event/index.ts';
import { count } from './count.ts';
import { html, type Html } from './html.ts';
import { badge, code, runLink, shortName, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { missing, table } from './table.ts';

export interface EventPart {
  readonly file: string;
  readonly events: readonly Event[];
}

const tones: Readonly<Record<Event['outcome'], Tone>> = {
  done: 'good',
  refused: 'bad',
  undecided: 'attention',
  'needs-approval': 'attention',
};

export function eventSection(parts: readonly EventPart[]): Section {
  const events = parts.flatMap((part) => part.events);
  const refused = events.filter(({ outcome }) => outcome === 'refused').length;
  return {
    id: 'events',
    title: 'Events',
    tone: 'plain',
    summary: events.length === 0 ? 'no event' : `${count(events.length, 'event')}, ${refused} refused`,
    content:
      parts.length === 0
        ? missing('No events are in the evidence, or their chain is broken and none of them is shown.')
        : [html`<p class="note">Claims: each job wrote its own, by the clock of its machine.</p>`, parts.map(timeline)],
  };
}

function timeline({ events, file }: EventPart): Html {
  return table({
    caption: `Timeline of ${file}`,
    columns: [
      { name: 'time', is: 'code' },
      { name: 'event' },
      { name: 'outcome' },
      { name: 'from and to' },
      { name: 'by' },
      { name: 'facts and files' },
    ],
    rows: events.map((event) => [
      html`<time datetime="${event.time}">${event.time.replace('T', ' ')}</time>`,
      event.type,
      badge(tones[event.outcome], event.outcome),
      `${eventRoutes[event.type].from} → ${eventRoutes[event.type].to}`,
      [
        event.actor.operation,
        html` <span class="was">on ${event.actor.host}</span>`,
        event.actor.run === undefined ? '' : html`<br />${runLink(event.actor.run)}`,
      ],
      details(event),
    ]),
    empty: 'The file has no event.',
    most: 5000,
  });
}

function details({ facts, subjects }: Event): Html {
  return html`<ul class="facts">
    ${Object.entries(facts).map(([name, fact]) => html`<li>${name}: ${String(fact)}</li>`)}${subjects.map(
      ({ digest, name }) => html`<li>${code(lastPart(name))} ${shortName(digest)}</li>`,
    )}
  </ul>`;
}

/** Paths are those of the machine that wrote the event; its folders tell a reader nothing. */
const lastPart = (name: string) => (name.startsWith('/') ? `…/${name.split('/').at(-1) ?? ''}` : name);
