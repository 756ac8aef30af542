import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Diagram, Message, Step } from '../diagram/syntax.ts';
import { diagram, divider, end, entry, fragment, loop, message } from './diagram-fixture.ts';
import { checkConformance } from './index.ts';
import { textOf, TooMany, tracesOf } from './trace-sets-fixture.ts';

const rounds = 3;
const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const lifelines = fc.constantFrom('A>B', 'B>A', 'B>C', 'C>D', 'D>D', 'A>D');
const messages = fc.tuple(lifelines, letters).map(([between, type]) => message(`${between}:${type}`));

const steps: fc.Arbitrary<readonly Step[]> = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 4, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthSize: 'small', maxDepth: 2, depthIdentifier: 'steps' },
    { weight: 6, arbitrary: messages },
    { weight: 1, arbitrary: fc.constant(divider) },
    { weight: 1, arbitrary: fc.constant(end) },
    {
      weight: 1,
      arbitrary: fc.array(tie('steps'), { minLength: 1, maxLength: 3 }).map((all) => fragment('alt', ...all)),
    },
    { weight: 1, arbitrary: fc.tuple(tie('steps'), tie('steps')).map((all) => fragment('par', ...all)) },
    { weight: 1, arbitrary: tie('steps').map((all) => fragment('opt', all)) },
    { weight: 1, arbitrary: tie('steps').map((all) => fragment('break', all)) },
    { weight: 1, arbitrary: tie('steps').map((all) => fragment('group', all)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('0..1', '1..2', '2 times', '0..3'), tie('steps'))
        .map(([condition, all]) => loop(condition, ...all)),
    },
  ),
})).steps;
const diagrams = fc
  .tuple(steps, fc.constantFrom('weak' as const, 'weak' as const, 'strict' as const))
  .map(([all, order]) => diagram(all, { order }));

/** Every trace that a diagram allows; `undefined` where there are too many or it is no contract. */
function oracle(what: Diagram): ReadonlyMap<string, readonly Message[]> | undefined {
  if (!checkConformance(what, []).ok) return undefined;
  try {
    return new Map(tracesOf(what, rounds).map((one) => [textOf(one), one]));
  } catch (error) {
    if (error instanceof TooMany) return undefined;
    throw error;
  }
}

/** Entries that say between whom they were, by participants of the same names. */
const entries = (trace: readonly Message[]) => trace.map((one) => entry(textOf([one])));
const withActors = (what: Diagram): Diagram => ({
  ...what,
  participants: ['A', 'B', 'C', 'D'].map((id) => ({ kind: 'participant', id, name: id, stereotypes: [] })),
});
function verdictOf(what: Diagram, trace: readonly Message[]): string {
  const result = checkConformance(withActors(what), entries(trace));
  return result.ok ? result.value.verdict : result.error.message;
}

const mutations: readonly ((trace: readonly Message[], at: number, other: Message) => readonly Message[])[] = [
  (trace, at) => trace.toSpliced(at, 1),
  (trace, at) => trace.toSpliced(at, 2, ...trace.slice(at, at + 2).toReversed()),
  (trace, at, other) => trace.toSpliced(at, 0, other),
  (trace, at) => trace.toSpliced(at, 0, ...trace.slice(at, at + 1)),
];

describe('conformance, beside every trace that a diagram means', () => {
  it('accepts each of them, and of 2,000 changed ones exactly those that it means too', () => {
    let accepted = 0;
    let changed = 0;
    let rejected = 0;
    fc.assert(
      fc.property(diagrams, messages, fc.nat(), fc.nat(), (what, other, pick, place) => {
        const allowed = oracle(what);
        if (allowed === undefined) return;
        const traces = [...allowed.values()];
        const step = Math.ceil(traces.length / 5);
        for (let at = pick % step; at < traces.length; at += step) {
          const trace = traces[at] ?? [];
          expect([textOf(trace), verdictOf(what, trace)]).toEqual([textOf(trace), 'conforms']);
          accepted += 1;
          for (const mutate of mutations) {
            const mutant = mutate(trace, place % (trace.length + 1), other);
            const legal = allowed.has(textOf(mutant));
            expect([textOf(mutant), verdictOf(what, mutant) === 'conforms']).toEqual([textOf(mutant), legal]);
            changed += 1;
            rejected += legal ? 0 : 1;
          }
        }
      }),
      { numRuns: 1200, seed: 20_261_125 },
    );
    expect(accepted).toBeGreaterThan(2000);
    expect(changed).toBeGreaterThan(8000);
    expect(rejected).toBeGreaterThan(3000);
  });

  it('expects next exactly what some trace goes on with', () => {
    fc.assert(
      fc.property(diagrams, fc.nat(), fc.nat(), (what, pick, cut) => {
        const allowed = oracle(what);
        if (allowed === undefined || allowed.size === 0) return;
        const trace = [...allowed.values()][pick % allowed.size] ?? [];
        const prefix = trace.slice(0, cut % (trace.length + 1));
        const result = checkConformance(withActors(what), [...entries(prefix), entry('no-such-event')]);
        const told = result.ok ? result.value.expected.map(({ line }) => line) : [];
        const head = prefix.map((one) => textOf([one]));
        const next = [...allowed.values()]
          .filter((one) => head.every((text, at) => text === textOf(one.slice(at, at + 1))))
          .flatMap((one) => one.slice(prefix.length, prefix.length + 1));
        const texts = new Set(next.map((one) => textOf([one])));
        const byLine = new Map(allMessages(what.steps).map((one) => [one.at.line, textOf([one])]));
        expect(new Set(told.map((line) => byLine.get(line)))).toEqual(texts);
      }),
      { numRuns: 600, seed: 20_261_125 },
    );
  });
});

function allMessages(list: readonly Step[]): readonly Message[] {
  return list.flatMap((step) => {
    if (step.kind === 'message') return [step];
    return 'branches' in step ? step.branches.flatMap((one) => allMessages(one.steps)) : [];
  });
}
