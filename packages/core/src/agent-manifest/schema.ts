import * as v from 'valibot';
import { pathGlobSchema } from '../path-glob/index.ts';
import { textSchema } from '../settings-file/index.ts';

/** What a change does beside editing text, as git's objects show it. */
export const capabilities = [
  'delete-files',
  'executable-files',
  'binary-files',
  'symlinks',
  'submodules',
  'ci-files',
  'gate-files',
] as const;
export type Capability = (typeof capabilities)[number];

const count = (meaning: string) => v.pipe(v.number(), v.integer(), v.minValue(0), v.description(meaning));
const globs = (meaning: string) =>
  v.pipe(v.array(pathGlobSchema), v.maxLength(200, 'has more than 200 entries'), v.description(meaning));

const agent = v.strictObject({
  name: textSchema('Name of the agent.', 100),
  version: textSchema('Its version.', 100),
  model: textSchema('Model that it ran with.', 100),
  session: textSchema('Session that made the change.', 200),
});

const paths = v.strictObject({
  allowed: v.pipe(globs('Globs of the paths that the change may touch.'), v.minLength(1, 'is empty')),
  forbidden: v.optional(globs('Globs of paths that it may not touch, whatever is allowed.'), []),
});

const localTest = v.strictObject({
  command: textSchema('What was run.', 300),
  result: v.pipe(v.picklist(['passed', 'failed', 'not-run']), v.description('How it ended.')),
});

const attempt = v.strictObject({
  action: textSchema('What was tried.', 300),
  target: v.optional(textSchema('On what.', 300)),
  outcome: v.pipe(v.picklist(['done', 'refused', 'failed']), v.description('What came of it.')),
});

export const agentManifestSchema = v.strictObject({
  schema: v.literal('interlock/agent-manifest/v1'),
  id: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits and . _ - only'),
    v.description('Names the change for people and logs.'),
  ),
  repository: textSchema('Repository that the change is for, as owner/name.', 300),
  branch: textSchema('Branch that carries the change, without refs/heads/.', 250),
  base: v.pipe(
    v.string(),
    v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit object name, in quotation marks'),
    v.description('Commit that the branch starts from.'),
  ),
  agent: v.pipe(agent, v.description('Who made the change.')),
  principal: textSchema('Person who asked for it.', 200),
  task: textSchema('What was asked for.', 2000),
  rationale: textSchema('Why the change is as it is.', 5000),
  kind: v.pipe(v.picklist(['normal', 'hotfix']), v.description('A hotfix has a lane of its own.')),
  paths: v.pipe(paths, v.description('What the change may touch.')),
  capabilities: v.optional(
    v.pipe(
      v.array(v.picklist(capabilities)),
      v.maxLength(capabilities.length, 'has an entry twice'),
      v.description('What it does beside editing text. Declaring one grants nothing.'),
    ),
    [],
  ),
  limits: v.pipe(
    v.strictObject({
      files: count('Most paths touched; a renamed file counts twice.'),
      lines: count('Most lines added and removed.'),
    }),
    v.description('Size that it keeps to, without the manifest and its signature.'),
  ),
  tests: v.optional(
    v.pipe(v.array(localTest), v.maxLength(100), v.description('Tests run by the agent: a claim.')),
    [],
  ),
  attempted: v.optional(
    v.pipe(v.array(attempt), v.maxLength(500), v.description('Actions tried, from the session log: a claim.')),
    [],
  ),
  flag: v.optional(textSchema('Feature flag that guards the change.', 200)),
  rollback: textSchema('How to take it back.', 2000),
  expires: v.pipe(
    v.string(),
    v.isoTimestamp('must be a UTC time such as 2026-01-31T12:00:00Z'),
    v.check((time) => Number.isFinite(Date.parse(time)), 'is no time'),
    v.description('UTC time from which on it holds no more.'),
  ),
});

/** `.interlock/changes/<name>.yml`: what an agent says it set out to do. It narrows rights, and grants none. */
export type AgentManifest = v.InferOutput<typeof agentManifestSchema>;
