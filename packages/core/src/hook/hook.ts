import * as v from 'valibot';

const nonEmpty = v.pipe(v.string(), v.minLength(1, 'must not be empty'));

/** A command of the operator's in a file of settings; `meaning` is for the reference. */
export const hookSchema = (meaning: string) =>
  v.pipe(
    v.strictObject({
      command: v.pipe(
        v.tupleWithRest([nonEmpty], v.string()),
        v.description('Program and arguments; no shell is started.'),
      ),
      timeoutSeconds: v.optional(
        v.pipe(v.number(), v.minValue(1), v.maxValue(3600), v.description('The command is ended after this time.')),
        120,
      ),
    }),
    v.description(meaning),
  );

export type Hook = v.InferOutput<ReturnType<typeof hookSchema>>;
