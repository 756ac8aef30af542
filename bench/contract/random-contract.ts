import type { TraceEntry } from '@interlock/core/contract';
import { parseDiagram, type Diagram } from '@interlock/core/diagram';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Case {
  readonly diagram: Diagram;
  /** A trace that the diagram allows. */
  readonly trace: readonly TraceEntry[];
  /** Places in the trace of what must happen, once and in this order. */
  readonly required: readonly number[];
}

const entry = (step: number): TraceEntry => ({
  entry: { id: `${step}`, type: 'commits-verified', from: 'CI', to: 'CI', outcome: 'done' },
  facts: { step },
});

/** What is no message of any diagram, and has the same type. */
export const stranger = entry(-1);

/** A diagram in strict order of `steps` steps, a third of them in opt, alt, loop and par, and one way through it. */
export function randomCase(steps: number, random: () => number): Case {
  const lines: string[] = [];
  const trace: TraceEntry[] = [];
  const required: number[] = [];
  let next = 0;
  const message = () => {
    next += 1;
    lines.push(`' @event commits-verified where step = ${next}`, `CI -> CI : verify step ${next}`);
    return entry(next);
  };
  for (let at = 0; at < steps; at += 1) {
    const kind = random() * 12;
    if (kind > 4) {
      required.push(trace.length);
      trace.push(message());
      continue;
    }
    lines.push(['opt', 'alt', 'loop 0..3', 'par'][Math.floor(kind)] ?? 'group');
    const [first, second] = [message(), message()];
    if (kind < 1) trace.push(...(random() < 0.5 ? [first, second] : []));
    else if (kind < 2) {
      lines.push('else');
      trace.push(...(random() < 0.5 ? [first, second] : [message()]));
      if (trace.at(-1) === second) message();
    } else if (kind < 3) for (let round = Math.floor(random() * 4); round > 0; round -= 1) trace.push(first, second);
    else {
      lines.push('else');
      const third = message();
      trace.push(...(random() < 0.5 ? [first, third, second] : [third, first, second]));
    }
    lines.push('end');
  }
  const source = ['@startuml random', "' @order strict", 'participant CI', ...lines, '@enduml'].join('\n');
  const { diagram, problems } = parseDiagram(source);
  if (problems.length > 0) throw new Error(problems[0]?.message);
  return { diagram, trace, required };
}
