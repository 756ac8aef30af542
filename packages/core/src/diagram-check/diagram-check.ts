import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const line = v.pipe(v.number(), v.integer(), v.minValue(1));

const place = v.strictObject({ diagram: v.string(), line, label: v.string(), type: v.string() });

const file = v.strictObject({
  file: v.string(),
  name: v.pipe(v.string(), v.description('Behind @startuml; empty where it has none.')),
  digest: digestOf('Of the source.'),
  problems: v.array(
    v.strictObject({
      rule: v.string(),
      level: v.picklist(['error', 'warning']),
      line,
      column: line,
      message: v.string(),
      fix: v.string(),
    }),
  ),
  drawings: v.pipe(
    v.array(v.strictObject({ file: v.string(), state: v.picklist(['same', 'stale', 'missing', 'written']) })),
    v.description('What was made of the source, compared with what stands beside it.'),
  ),
  examples: v.pipe(
    v.array(v.array(place)),
    v.description('Traces that the contract allows: for each message a shortest one through it.'),
  ),
});
export type DiagramFile = v.InferOutput<typeof file>;

const conformance = v.strictObject({
  diagram: v.string(),
  case: v.string(),
  expect: v.picklist(['complete', 'prefix']),
  verdict: v.pipe(
    v.picklist(['conforms', 'refused', 'incomplete', 'deviates', 'undecided', 'not-checked']),
    v.description('not-checked: the diagram has errors, so that nobody knows what it says.'),
  ),
  holds: v.pipe(v.picklist(['yes', 'no', 'unknown']), v.description('Whether the verdict is what was expected.')),
  entries: count,
  ignored: v.pipe(count, v.description('Entries of types that the diagram leaves out.')),
  stopped: v.pipe(
    v.nullable(v.strictObject({ index: count, id: v.string(), why: v.string() })),
    v.description('At which entry it deviates or is undecided, counted from 0.'),
  ),
  expected: v.pipe(v.array(place), v.description('Exactly what could have come next.')),
  path: v.array(v.strictObject({ id: v.string(), messages: v.array(place) })),
  attempts: v.pipe(
    v.array(v.strictObject({ id: v.string(), type: v.string(), expected: v.boolean() })),
    v.description('What was tried and refused.'),
  ),
  unobserved: v.pipe(
    v.array(v.strictObject({ diagram: v.string(), line })),
    v.description('Messages that nothing in the ledger tells of.'),
  ),
});

/** `interlock/diagram-check/v1` */
export const diagramCheckSchema = v.strictObject({
  schema: v.literal('interlock/diagram-check/v1'),
  result: v.picklist(['pass', 'fail', 'undecided']),
  errors: count,
  warnings: count,
  strict: v.pipe(v.boolean(), v.description('Whether warnings count as errors.')),
  diagrams: v.array(file),
  conformance: v.pipe(v.nullable(conformance), v.description('null where no events were given.')),
});
export type DiagramCheck = v.InferOutput<typeof diagramCheckSchema>;

export function diagramCheck({
  conformance: contract,
  diagrams,
  strict,
}: Pick<DiagramCheck, 'strict' | 'diagrams' | 'conformance'>): DiagramCheck {
  const of = (level: 'error' | 'warning') =>
    diagrams.flatMap(({ problems }) => problems).filter((problem) => problem.level === level).length;
  const [errors, warnings] = [of('error'), of('warning')];
  const stale = diagrams.some(({ drawings }) => drawings.some(({ state }) => state === 'stale' || state === 'missing'));
  const wrong = errors > 0 || (strict && warnings > 0) || stale || contract?.holds === 'no';
  return {
    schema: 'interlock/diagram-check/v1',
    result: wrong ? 'fail' : contract?.holds === 'unknown' ? 'undecided' : 'pass',
    errors,
    warnings,
    strict,
    diagrams,
    conformance: contract,
  };
}
