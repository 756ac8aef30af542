import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';
import { statementType, type Statement } from '../evidence/index.ts';
import { laneNames } from '../lane/index.ts';
import { mergeMethods } from '../merge-config/index.ts';

/** Predicate of the statement about what a change became on its base branch. */
export const mergeLinkPredicateType = 'urn:interlock:attestation:merge-link:v0.1';

const objectName = (meaning: string) =>
  v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/), v.description(meaning));

const entries = {
  repository: v.pipe(v.string(), v.description('Host and path of the repository.')),
  request: v.pipe(v.number(), v.integer(), v.minValue(1), v.description('Number of the change request.')),
  branch: v.string(),
  baseBranch: v.string(),
  method: v.picklist(mergeMethods),
  base: objectName('Commit of the base branch that the change was judged against.'),
  head: objectName('Last commit of the change.'),
  headTree: objectName('Its tree.'),
  judgedTree: objectName('What merging head into base gives, computed before: the tree that was let in.'),
  merged: v.strictObject({
    commit: objectName('What the change became on the base branch.'),
    tree: objectName('Its tree.'),
    parents: v.pipe(v.array(objectName('A parent of it.')), v.readonly()),
  }),
  sameTree: v.pipe(v.boolean(), v.description('Whether what was merged has the tree that was judged.')),
  verdictDigest: digestOf('Of the file of the verdict.'),
  approvalDigest: v.exactOptional(digestOf('Of the answer of verify-approval, where it was needed.')),
  lane: v.picklist(laneNames),
  reasons: v.pipe(v.array(v.string()), v.readonly(), v.description('Why this lane and no other.')),
};

export const mergeLinkPredicateSchema = v.strictObject(entries);

/** `interlock/merge-link/v1`: from the tree of a request to the commit that it became. */
export const mergeLinkSchema = v.strictObject({ schema: v.literal('interlock/merge-link/v1'), ...entries });
export type MergeLink = Readonly<v.InferOutput<typeof mergeLinkSchema>>;
export type MergeLinkFacts = Omit<MergeLink, 'schema' | 'sameTree'>;

export function mergeLink(facts: MergeLinkFacts): MergeLink {
  return { schema: 'interlock/merge-link/v1', ...facts, sameTree: facts.merged.tree === facts.judgedTree };
}

/** The statement about the merged commit, so that evidence about the request holds for it too. */
export function mergeLinkStatement(document: MergeLink): Statement {
  const { schema: _, ...link } = document;
  const { baseBranch, merged, repository } = link;
  return {
    _type: statementType,
    subject: [{ name: `git+${repository}@${baseBranch}`, digest: { gitCommit: merged.commit } }],
    predicateType: mergeLinkPredicateType,
    predicate: { ...link, merged: { ...merged, parents: [...merged.parents] }, reasons: [...link.reasons] },
  };
}
