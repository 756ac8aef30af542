import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';
import { hookSchema } from '../hook/index.ts';

const nonEmpty = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const text = (meaning: string) => v.pipe(nonEmpty, v.description(meaning));
const objectName = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit object name'));
const deployment = v.strictObject({
  digest: digestOf('SHA-256 of the artifact.'),
  path: text('Where the artifact lies; in a store, relative to its folder.'),
  bundle: text('Where its Sigstore bundle lies, likewise.'),
  commit: v.pipe(objectName, v.description('Commit that it was built from.')),
  deployedAt: v.pipe(
    v.string(),
    v.isoTimestamp('must be a UTC time such as 2026-01-31T12:00:00Z'),
    v.description('UTC time of the deployment.'),
  ),
  environment: v.optional(text('Environment that it was deployed to; left out: every one.')),
  outcome: v.optional(
    v.pipe(v.picklist(['success', 'failed']), v.description('Whether the deployment succeeded.')),
    'success',
  ),
  bad: v.optional(v.pipe(v.boolean(), v.description('Judged bad: never deployed again.')), false),
  rollbackOf: v.optional(digestOf('The bad artifact that this deployment replaced.')),
});

export const deploymentListSchema = v.pipe(
  v.array(deployment),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const times = dataset.value.map((one) => Date.parse(one.deployedAt));
    const key = times.findIndex((time, at) => time < (times[at - 1] ?? time));
    const value = dataset.value[key];
    if (value === undefined) return;
    addIssue({
      message: 'is earlier than the deployment before it; the newest comes last',
      path: [
        { type: 'array', origin: 'value', input: dataset.value, key, value },
        { type: 'object', origin: 'value', input: value, key: 'deployedAt', value: value.deployedAt },
      ],
    });
  }),
);

export const rollbackConfigSchema = v.strictObject({
  environment: text('Name of the environment.'),
  bad: v.pipe(
    v.strictObject({
      digest: digestOf('SHA-256 of the bad artifact.'),
      commit: v.pipe(objectName, v.description('Commit that it was built from.')),
    }),
    v.description('What is rolled back.'),
  ),
  traffic: v.strictObject({
    setWeight: hookSchema('Sets the weight of the bad release; INTERLOCK_WEIGHT holds it (0).'),
  }),
  artifacts: v.union([
    v.pipe(deploymentListSchema, v.description('Deployments of the environment, newest last.')),
    v.strictObject({ store: text('Folder of an artifact store: its deployments.json holds the list.') }),
  ]),
  redeploy: hookSchema('Deploys INTERLOCK_ARTIFACT_PATH; INTERLOCK_ARTIFACT_DIGEST holds its digest.'),
  verifyRunning: hookSchema('Prints the digest of the artifact that serves now.'),
  trust: v.union([
    v.strictObject({ signers: text('File of trusted signers in the allowed_signers format.') }),
    v.strictObject({ publicKey: text('Public key (PEM) that signed the artifacts.') }),
  ]),
  revert: v.strictObject({
    repository: text('Folder of the git repository.'),
    branch: v.optional(text('Branch that takes the revert.'), 'main'),
    commits: v.pipe(
      v.array(objectName),
      v.minLength(1, 'must name at least one commit'),
      v.description('Commits to revert.'),
    ),
    land: v.pipe(
      v.picklist(['local', 'request', 'branch']),
      v.description(
        'local: move the branch of this repository; request: open a request on the forge; branch: leave it on its own branch.',
      ),
    ),
    author: v.strictObject({ name: text('Author of the revert.'), email: text('Their e-mail address.') }),
  }),
  state: text('File that records the steps taken, so that a second run does nothing twice.'),
});

/** What `auto-rollback` is told: a file that the operator keeps, never part of the change that is rolled back. */
export type RollbackConfig = v.InferOutput<typeof rollbackConfigSchema>;
/** One line of the deployment history of an environment; newest last. */
export type Deployment = v.InferOutput<typeof deployment>;
