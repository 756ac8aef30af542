import * as v from 'valibot';
import { digestOf, digestSchema } from '../digest/index.ts';
import { findingSchema } from './finding.ts';

const names = v.pipe(v.array(v.string()), v.readonly());

/** The answer of the gate. It carries no time: the same input gives the same bytes. */
export const verdictSchema = v.strictObject({
  schema: v.literal('interlock/verdict/v1'),
  result: v.pipe(v.picklist(['pass', 'warn', 'fail']), v.description('The worst level seen.')),
  decision: v.pipe(
    v.picklist(['merge', 'needs-approval', 'blocked']),
    v.description('What follows from what the findings ask for.'),
  ),
  policy: v.pipe(
    v.strictObject({ name: v.string(), digest: v.exactOptional(digestSchema) }),
    v.description(
      'The policies that judged, joined by " + ", and the digest of all that they are made of. The policies of pack:zero-config judge beside them and are named in evaluated.',
    ),
  ),
  base: v.exactOptional(v.pipe(v.string(), v.description('Commit that the change starts from.'))),
  head: v.exactOptional(v.pipe(v.string(), v.description('Last commit of the change.'))),
  inputDigest: v.exactOptional(digestOf('Of the canonical JSON of the policy input.')),
  evaluated: v.pipe(names, v.description('Policies that judged.')),
  notEvaluated: v.pipe(names, v.description('Policies that had no evidence to judge.')),
  findings: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          id: v.pipe(v.string(), v.regex(/^[A-Z2-7]{8}$/)),
          policy: v.string(),
          ...findingSchema.entries,
        }),
        v.readonly(),
      ),
    ),
    v.readonly(),
    v.description('Worst first.'),
  ),
  undecided: v.exactOptional(
    v.pipe(
      v.strictObject({
        kind: v.string(),
        message: v.string(),
        hint: v.exactOptional(v.string()),
        file: v.exactOptional(v.string()),
        line: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      }),
      v.description('Why there is no decision; the result is then fail.'),
    ),
  ),
});
