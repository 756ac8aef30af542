import * as v from 'valibot';

const objectName = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be the full name of a commit'));
const time = v.pipe(v.string(), v.isoTimestamp());
const text = v.pipe(v.string(), v.minLength(1));

export const mergeMethods = ['merge', 'squash', 'rebase'] as const;

const mergingSchema = v.pipe(
  v.strictObject({
    method: v.picklist(mergeMethods),
    head: objectName,
    base: objectName,
    commit: objectName,
  }),
  v.description('A merge that was prepared: it has happened where the base branch holds the commit.'),
);

/** `interlock/request/v1`: a change request of the local forge, `request.json` in `refs/interlock/requests/<number>`. */
export const requestSchema = v.strictObject({
  schema: v.literal('interlock/request/v1'),
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  title: text,
  body: v.pipe(v.string(), v.description('Markdown.')),
  author: v.pipe(text, v.description('Who opened it, as its forge was told.')),
  branch: text,
  baseBranch: text,
  state: v.picklist(['open', 'merged', 'closed']),
  openedAt: time,
  merging: v.exactOptional(mergingSchema),
  mergedAs: v.exactOptional(v.pipe(objectName, v.description('What the change became on the base branch.'))),
  mergedHead: v.exactOptional(v.pipe(objectName, v.description('What was merged: the tip of the branch then.'))),
  mergedAt: v.exactOptional(time),
});
export type RequestFile = Readonly<v.InferOutput<typeof requestSchema>>;

/** `interlock/request-comment/v1`: one comment, `comment-<marker>.json` beside `request.json`. */
export const requestCommentSchema = v.strictObject({
  schema: v.literal('interlock/request-comment/v1'),
  marker: text,
  author: text,
  markdown: v.string(),
});
export type RequestCommentFile = Readonly<v.InferOutput<typeof requestCommentSchema>>;

/** `interlock/commit-status/v1`: `<context>.json` in `refs/interlock/statuses/<commit>`. */
export const commitStatusSchema = v.strictObject({
  schema: v.literal('interlock/commit-status/v1'),
  commit: objectName,
  context: text,
  state: v.picklist(['success', 'failure', 'error', 'pending']),
  description: v.string(),
  targetUrl: v.exactOptional(v.string()),
  setAt: time,
});
export type CommitStatusFile = Readonly<v.InferOutput<typeof commitStatusSchema>>;
