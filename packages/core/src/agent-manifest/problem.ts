import * as v from 'valibot';

/** Every way in which a manifest can fail to hold for a change. The kind is stable: policies choose by it. */
export const problemKinds = [
  'missing',
  'malformed',
  'unsigned',
  'wrong-signature',
  'wrong-repository',
  'wrong-branch',
  'wrong-base',
  'expired',
  'path-not-allowed',
  'path-forbidden',
  'undeclared-capability',
  'over-limit',
  'kind-disagrees',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

const scopeKinds: readonly string[] = [
  'path-not-allowed',
  'path-forbidden',
  'undeclared-capability',
  'over-limit',
] satisfies readonly ProblemKind[];

export const problemSchema = v.strictObject({
  class: v.pipe(v.literal('git'), v.description('Found by comparison with the objects of the change.')),
  kind: v.picklist(problemKinds),
  path: v.exactOptional(v.string()),
  line: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  message: v.string(),
  fix: v.pipe(v.string(), v.description('How to go on.')),
});

/** Why a manifest does not hold. Texts of the change in it are on one line, and not yet escaped. */
export type ManifestProblem = v.InferOutput<typeof problemSchema>;

/** Whether a change goes beyond a manifest that is meant for it, or the manifest does not hold at all. */
export function isAboutScope({ kind }: Pick<ManifestProblem, 'kind'>): boolean {
  return scopeKinds.includes(kind);
}

export function problem(kind: ProblemKind, facts: Omit<ManifestProblem, 'class' | 'kind'>): ManifestProblem {
  return { class: 'git', kind, ...facts };
}
