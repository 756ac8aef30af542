import fc from 'fast-check';
import { fragmentKinds, participantKinds, type Diagram, type Step } from './syntax.ts';

const at = { line: 1, column: 1 };
const ids = ['A', 'B', 'Repo', 'c_1', 'Ärger'];
const id = fc.constantFrom(...ids);
const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ,.()+:;#<>äß-]{0,30}[A-Za-z)]$/);
/** PlantUML takes an arrow behind a keyword for a message. */
const condition = text.map((one) => one.replaceAll(/[<>-]/g, '_'));
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const colour = fc.constantFrom('red', 'FF0000');
const optional = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [name]: one }));
const merged = (...all: readonly fc.Arbitrary<object>[]) =>
  fc.tuple(...all).map((parts) => Object.assign({}, ...parts));

const binding = fc.oneof(
  fc.record({
    kind: fc.constant('event' as const),
    type: word,
    where: fc.array(fc.record({ name: word, operator: fc.constantFrom('=' as const, '!=' as const), value: word }), {
      maxLength: 2,
    }),
    at: fc.constant(at),
  }),
  fc.record({ kind: fc.constant('unobserved' as const), why: text, at: fc.constant(at) }),
);
const message = merged(
  fc.record({ kind: fc.constant('message'), from: id, to: id, line: fc.constantFrom('solid', 'dashed'), label: text }),
  optional('colour', colour),
  optional('binding', binding),
);
const over = fc.array(id, { minLength: 1, maxLength: 2 });
const steps = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 4, depthIdentifier: 'd' }),
  step: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'd' },
    message.map((one) => ({ ...one, at })),
    fc.record({ kind: fc.constant('divider' as const), title: text, at: fc.constant(at) }),
    fc.record({ kind: fc.constant('note' as const), over, text, at: fc.constant(at) }),
    fc.record({ kind: fc.constant('ref' as const), over, text, at: fc.constant(at) }),
    fc.constant({ kind: 'end' as const, at }),
    fc
      .tuple(
        fc.constantFrom(...fragmentKinds),
        fc.array(fc.tuple(fc.oneof(fc.constant(''), condition), tie('steps')), { minLength: 1, maxLength: 3 }),
      )
      .map(([kind, branches]) => ({
        kind,
        branches: branches
          .slice(0, kind === 'alt' || kind === 'par' ? 3 : 1)
          // Behind a keyword `#` begins a colour.
          .map(([condition, inner]) => ({ condition, steps: inner, at })),
        at,
      })),
  ),
})).steps;
/** Any diagram of the subset, by its structure. */
export const anyDiagram: fc.Arbitrary<Diagram> = fc.record({
  name: fc.constant('test'),
  title: text,
  participants: fc.tuple(
    ...ids.map((one) =>
      merged(
        fc.record({
          kind: fc.constantFrom(...participantKinds),
          id: fc.constant(one),
          name: text,
          stereotypes: fc.array(word, { maxLength: 2 }),
        }),
        optional('colour', colour),
      ),
    ),
  ),
  steps,
  legend: text.map((one) => ({ text: one, at })),
  comments: fc.array(
    text.map((one) => ({ text: one, at })),
    { maxLength: 2 },
  ),
  order: fc.constantFrom('weak' as const, 'strict' as const),
  ignore: fc.array(word, { maxLength: 2 }),
});
