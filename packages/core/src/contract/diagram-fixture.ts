import type {
  Branch,
  Condition,
  Diagram,
  Divider,
  End,
  EventBinding,
  Fragment,
  FragmentKind,
  Message,
  Participant,
  Step,
  Unobserved,
} from '../diagram/syntax.ts';
import type { TraceEntry } from './match-entry.ts';

const at = { line: 1, column: 1 };
let line = 0;

/** A message `A>B:type`, bound to an event of that type. Lines count up, so that each message has its own. */
export function message(text: string, where: readonly Condition[] = []): Message {
  return bound(text, (type) => ({ kind: 'event', type, where, at }));
}

export const unobserved = (text: string): Message => bound(text, () => ({ kind: 'unobserved', why: 'a test', at }));

function bound(text: string, binding: (type: string) => EventBinding | Unobserved): Message {
  const [, from = '', to = '', type = ''] = /^(.+)>(.+):(.+)$/.exec(text) ?? [];
  line += 1;
  return { kind: 'message', from, to, line: 'solid', label: type, binding: binding(type), at: { line, column: 1 } };
}

const branch = (condition: string, steps: readonly Step[]): Branch => ({ condition, steps, at });

export const fragment = (kind: FragmentKind, ...branches: readonly (readonly Step[])[]): Fragment => ({
  kind,
  branches: branches.map((steps) => branch('', steps)),
  at,
});

export const loop = (condition: string, ...steps: readonly Step[]): Fragment => ({
  kind: 'loop',
  branches: [branch(condition, steps)],
  at,
});

export const divider: Divider = { kind: 'divider', title: 'next', at };
export const end: End = { kind: 'end', at };

export const diagram = (steps: readonly Step[], more: Partial<Diagram> = {}): Diagram => ({
  name: 'test',
  participants: [],
  steps,
  comments: [],
  order: 'weak',
  ignore: [],
  ...more,
});

export const participant = (id: string, name = id, stereotypes: readonly string[] = []): Participant => ({
  kind: 'participant',
  id,
  name,
  stereotypes,
});

export type TestEntry = TraceEntry['entry'];

/** An entry as `type` or `A>B:type`, with its outcome behind a `!`. Without lifelines anybody may have sent it. */
export function entry(text: string, facts: TraceEntry['facts'] = {}): TraceEntry {
  const [what = '', outcome = 'done'] = text.split('!');
  const [, from = 'CI', to = 'CI', type = what] = /^(.+)>(.+):(.+)$/.exec(what) ?? [];
  return { entry: { id: text, type, from, to, outcome } as unknown as TestEntry, facts };
}

export const trace = (...texts: readonly string[]) => texts.map((text) => entry(text));
