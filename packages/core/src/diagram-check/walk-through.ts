import type { Conformance } from '../contract/index.ts';
import { everyMessage, type Diagram } from '../diagram/index.ts';

/** A message of the diagram itself, and whether the case came by. */
export interface WalkedMessage {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** `unobserved`: nothing tells of it, and nothing has to. */
  readonly state: 'taken' | 'not-taken' | 'unobserved';
  /** Ids of the entries that it was. */
  readonly events: readonly string[];
}

/** Every message of a diagram in its order, with the path that a case took; those of diagrams that a `ref` names stay out. */
export function walkThrough(diagram: Diagram, path: Conformance['path']): readonly WalkedMessage[] {
  const names = new Map(diagram.participants.map(({ id, name }) => [id, name]));
  const steps = path.flatMap(({ id, messages }) =>
    messages.filter((place) => place.diagram === diagram.name).map(({ line }) => ({ id, line })),
  );
  const byLine = Map.groupBy(steps, ({ line }) => line);
  return everyMessage(diagram.steps).map(({ message: { at, binding, from, label, to } }) => {
    const events = (byLine.get(at.line) ?? []).map(({ id }) => id);
    const silent = binding?.kind === 'event' ? 'not-taken' : 'unobserved';
    return {
      line: at.line,
      from: names.get(from) ?? from,
      to: names.get(to) ?? to,
      label,
      state: events.length > 0 ? 'taken' : silent,
      events,
    };
  });
}
