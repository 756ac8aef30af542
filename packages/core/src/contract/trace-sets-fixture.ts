import { isFragment, type Diagram, type Fragment, type Message, type Step } from '../diagram/syntax.ts';
import { loopBounds } from './loop-bounds.ts';

/** A trace of a diagram; `over`: nothing follows it. */
interface Trace {
  readonly messages: readonly Message[];
  readonly over: boolean;
}

const nothing: readonly Trace[] = [{ messages: [], over: false }];

/** Raised where a diagram has more traces than a test wants to see. */
export class TooMany extends Error {}
const most = 3000;

/**
 * Every trace of a diagram, by what the constructs mean and with no term or derivative: sets of traces, put in a row, mixed
 * or chosen from. Loops run up to `rounds` times.
 */
export function tracesOf(diagram: Diagram, rounds: number): readonly (readonly Message[])[] {
  const together = diagram.order === 'strict' ? strictly : weakly;
  const list = (steps: readonly Step[]): readonly Trace[] => {
    const left: Trace[] = [];
    let above = nothing;
    let segment = nothing;
    for (const step of steps) {
      if (step.kind === 'divider') {
        above = distinct(combine(above, segment, strictly));
        segment = nothing;
      } else if (step.kind === 'break') {
        const broken = combine(segment, list(step.branches[0]?.steps ?? []), together);
        left.push(...combine(above, broken, strictly));
      } else segment = distinct(combine(segment, one(step), together));
    }
    return distinct([...left, ...combine(above, segment, strictly)]);
  };
  const one = (step: Step): readonly Trace[] => {
    if (isFragment(step)) return ofFragment(step);
    switch (step.kind) {
      case 'message':
        return step.binding?.kind === 'event' ? [{ messages: [step], over: false }] : nothing;
      case 'end':
        return [{ messages: [], over: true }];
      case 'note':
      case 'divider':
      case 'ref':
        return nothing;
    }
  };
  const ofFragment = ({ branches, kind }: Fragment): readonly Trace[] => {
    const sets = branches.map(({ steps }) => list(steps));
    const [body = nothing] = sets;
    switch (kind) {
      case 'alt':
        return distinct(sets.flat());
      case 'opt':
        return distinct([...body, ...nothing]);
      case 'par':
        return sets.reduce((all, set) => distinct(combine(all, set, mixed)), nothing);
      case 'loop': {
        const bounds = loopBounds(branches[0]?.condition ?? '');
        if (!bounds.ok) throw new Error(bounds.error);
        const { max, min } = bounds.value;
        const found: Trace[] = [];
        let runs = nothing;
        for (let count = 0; count <= Math.min(max, rounds); count += 1) {
          if (count >= min) found.push(...runs);
          runs = distinct(combine(runs, body, together));
        }
        return distinct(found);
      }
      case 'break':
      case 'critical':
      case 'group':
        return body;
    }
  };
  return distinct(list(diagram.steps)).map(({ messages }) => messages);
}

type Together = (a: readonly Message[], b: readonly Message[]) => readonly (readonly Message[])[];

function combine(first: readonly Trace[], then: readonly Trace[], together: Together): readonly Trace[] {
  if (first.length * then.length > most) throw new TooMany();
  return first.flatMap((a) =>
    a.over
      ? [a]
      : then.flatMap((b) => together(a.messages, b.messages).map((messages) => ({ messages, over: b.over }))),
  );
}

const strictly: Together = (a, b) => [[...a, ...b]];
const mixed: Together = (a, b) => merge(a, b, () => true);
const weakly: Together = (a, b) => merge(a, b, (next, waiting) => waiting.every((one) => !shareLifeline(one, next)));

/** All ways to mix two traces; one of `b` may go ahead of what waits of `a` where `mayPass` says so. */
function merge(
  a: readonly Message[],
  b: readonly Message[],
  mayPass: (next: Message, waiting: readonly Message[]) => boolean,
): readonly (readonly Message[])[] {
  const [a1, ...aRest] = a;
  const [b1, ...bRest] = b;
  if (a1 === undefined) return [b];
  if (b1 === undefined) return [a];
  const found = [
    ...merge(aRest, b, mayPass).map((rest) => [a1, ...rest]),
    ...(mayPass(b1, a) ? merge(a, bRest, mayPass).map((rest) => [b1, ...rest]) : []),
  ];
  if (found.length > most) throw new TooMany();
  return found;
}

const shareLifeline = (a: Message, b: Message) =>
  [a.from, a.to].some((lifeline) => lifeline === b.from || lifeline === b.to);

function distinct(traces: readonly Trace[]): readonly Trace[] {
  const found = [...new Map(traces.map((trace) => [keyOf(trace), trace])).values()];
  if (found.length > most) throw new TooMany();
  return found;
}

const keyOf = ({ messages, over }: Trace) => `${textOf(messages)}${over ? '.' : ''}`;

/** What makes two traces the same: who says what to whom, in order. */
export const textOf = (messages: readonly Message[]) =>
  messages.map(({ from, label, to }) => `${from}>${to}:${label}`).join(' ');
