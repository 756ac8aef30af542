import * as v from 'valibot';
import { isDigest, type Digest } from '../digest/index.ts';

const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const digest = v.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'must be sha256: and 64 hex digits',
);
const objectName = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit object name'));
const hook = v.strictObject({
  command: v.tupleWithRest([text], v.string()),
  timeoutSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(3600)), 120),
});

const deployment = v.strictObject({
  digest,
  path: text,
  bundle: text,
  commit: objectName,
  deployedAt: v.pipe(v.string(), v.isoTimestamp('must be a UTC time such as 2026-01-31T12:00:00Z')),
  environment: v.optional(text),
  outcome: v.optional(v.picklist(['success', 'failed']), 'success'),
  bad: v.optional(v.boolean(), false),
  rollbackOf: v.optional(digest),
});

export const deploymentListSchema = v.array(deployment);

export const rollbackConfigSchema = v.strictObject({
  environment: text,
  bad: v.strictObject({ digest, commit: objectName }),
  traffic: v.strictObject({ setWeight: hook }),
  artifacts: v.union([deploymentListSchema, v.strictObject({ store: text })]),
  redeploy: hook,
  verifyRunning: hook,
  trust: v.union([v.strictObject({ signers: text }), v.strictObject({ publicKey: text })]),
  revert: v.strictObject({
    repository: text,
    branch: v.optional(text, 'main'),
    commits: v.pipe(v.array(objectName), v.minLength(1, 'must name at least one commit')),
    /** Moves the branch of a repository here, opens a request on the forge, or only leaves the commit on its own branch. */
    land: v.picklist(['local', 'request', 'branch']),
    author: v.strictObject({ name: text, email: text }),
  }),
  state: text,
});

/** What `auto-rollback` is told: a file that the operator keeps, never part of the change that is rolled back. */
export type RollbackConfig = v.InferOutput<typeof rollbackConfigSchema>;
/** One line of the deployment history of an environment; newest last. */
export type Deployment = v.InferOutput<typeof deployment>;
/** A command of the operator's. */
export type Hook = v.InferOutput<typeof hook>;
