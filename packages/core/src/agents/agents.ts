import * as v from 'valibot';
import type { Result } from '../failure/index.ts';
import { pathGlobSchema } from '../path-glob/index.ts';
import { parseSettings, textSchema } from '../settings-file/index.ts';

/** Where it lies; it is read from the base commit's tree and from nowhere else. */
export const agentsPath = '.interlock/agents.yml';

const globs = (meaning: string) =>
  v.pipe(
    v.array(pathGlobSchema),
    v.minLength(1, 'is empty'),
    v.maxLength(200, 'has more than 200 entries'),
    v.description(meaning),
  );
const count = (meaning: string) => v.pipe(v.number(), v.integer(), v.minValue(1), v.description(meaning));

const agentSchema = v.strictObject({
  key: v.pipe(
    v.string(),
    v.regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must be a fingerprint as ssh-keygen -l prints it: SHA256:…'),
    v.description('Fingerprint of its one key (ECDSA P-256), which .interlock/signers lists for git.'),
  ),
  workspace: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits and . _ - only'),
    v.description('Its workspace. The session in its manifests is this name, or begins with it and a slash.'),
  ),
  validator: textSchema('Principal who vouches for it: never the holder of its key.', 200),
  expires: v.pipe(
    v.string(),
    v.isoTimestamp('must be a UTC time such as 2026-01-31T12:00:00Z'),
    v.check((time) => Number.isFinite(Date.parse(time)), 'is no time'),
    v.description('UTC time from which on the entry holds no more.'),
  ),
  targets: v.pipe(
    v.strictObject({
      branches: globs('Globs of the branches that it may merge into; a production branch is none of them.'),
      paths: globs('Globs of the paths that it may touch.'),
    }),
    v.description('Where its changes may go without a human.'),
  ),
  limits: v.pipe(
    v.strictObject({
      files: count('Most paths touched; a renamed file counts twice.'),
      lines: count('Most lines added and removed.'),
    }),
    v.description('Largest change, without the manifest and its signature.'),
  ),
  tests: v.optional(
    v.strictObject({
      runs: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(2),
          v.maxValue(9),
          v.description('How many runs of the same tests must pass.'),
        ),
        2,
      ),
    }),
    {},
  ),
});
/** An agent that the organisation validated. */
export type TrustedAgent = v.InferOutput<typeof agentSchema>;

// A list would be read as agents named 0, 1, …
const name = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(/^[A-Za-z][A-Za-z0-9._ -]*$/, 'expected the name of an agent'),
);

export const agentsSchema = v.strictObject({
  schema: v.literal('interlock/agents/v1'),
  agents: v.pipe(v.record(name, agentSchema), v.description('By the name that their manifests give.')),
});
/** `.interlock/agents.yml`: agents whose small changes may be merged without a human. */
export type Agents = v.InferOutput<typeof agentsSchema>;

/** Reads the list; an unknown key is an error, with its line. */
export function parseAgents(content: string, file: string = agentsPath): Result<Agents> {
  const hint = 'An agent has key, workspace, validator, expires, targets (branches, paths), limits and tests.';
  return parseSettings(content, { schema: agentsSchema, file, hint });
}

/** The entry of a name, never one that every object has. */
export function agentNamed({ agents }: Agents, wanted: string): TrustedAgent | undefined {
  return Object.hasOwn(agents, wanted) ? agents[wanted] : undefined;
}
