import { isPathGlob } from '../path-glob/index.ts';
import type { Observed } from './observe.ts';
import { capabilities } from './schema.ts';

/** Longest list of single paths that a person would read; more are drafted as folders. */
const pathLimit = 40;
const globLimit = 300;

export interface DraftFacts {
  readonly id: string;
  readonly repository: string | undefined;
  readonly branch: string;
  /** Full object name. */
  readonly base: string;
  readonly agent: Readonly<Record<'name' | 'version' | 'model' | 'session', string | undefined>>;
  readonly principal: string | undefined;
  readonly task: string | undefined;
  readonly rationale: string | undefined;
  readonly rollback: string | undefined;
  readonly kind: 'normal' | 'hotfix';
  readonly observed: Observed;
  /** UTC, RFC 3339. */
  readonly expires: string;
}

/** A manifest that covers exactly what the change does now, as YAML to edit. What is not known is left empty, which no check takes. */
export function draftManifest(facts: DraftFacts): string {
  const { agent, observed } = facts;
  const used = observed.capabilities.map(({ name }) => name);
  return `# What this change set out to do. It narrows what the change may do, and grants nothing.
# Fill in what is empty, then sign it: interlock sign-manifest --manifest <this file>
schema: interlock/agent-manifest/v1
id: ${quote(facts.id)}
repository: ${quote(facts.repository)} # owner/name
branch: ${quote(facts.branch)}
base: ${quote(facts.base)}
agent:
  name: ${quote(agent.name)}
  version: ${quote(agent.version)}
  model: ${quote(agent.model)}
  session: ${quote(agent.session)}
principal: ${quote(facts.principal)} # who asked for it
task: ${quote(facts.task)} # what was asked for
rationale: ${quote(facts.rationale)} # why the change is as it is
kind: ${facts.kind} # hotfix: also a branch hotfix/* and the trailer Interlock-Kind: hotfix on each commit
paths:
  # Globs from the root of the repository: * and ? within a name, ** for any folders.
  allowed:
${globsOf(observed.paths)
  .map((glob) => `    - ${quote(glob)}\n`)
  .join('')}  forbidden: [] # stronger than allowed
# What the change does beside editing text, of: ${capabilities.join(', ')}
capabilities: [${used.join(', ')}]
limits:
  files: ${observed.paths.length} # a renamed file counts twice
  lines: ${observed.lines} # added and removed
tests: [] # run by the agent: { command: npm test, result: passed }
attempted: [] # from the session log: { action: push, target: main, outcome: refused }
# flag: new-price # feature flag that guards the change
rollback: ${quote(facts.rollback)} # how to take it back
expires: ${facts.expires}
`;
}

/** Globs that match these paths: each by itself, or their folders where there are many. */
function globsOf(paths: readonly string[]): readonly string[] {
  const single = paths.map(asGlob);
  return [...new Set(paths.length <= pathLimit ? single : paths.map(folderGlob))];
}

function asGlob(path: string): string {
  const literal = path.replace(/[\\{}[\]*\u0000-\u001f\u007f]/g, '?').replace(/^!/, '?');
  return literal.length <= globLimit && isPathGlob(literal) ? literal : folderGlob(path);
}

function folderGlob(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 ? asShortGlob(first) : `${asShortGlob(first)}/**`;
}

function asShortGlob(name: string): string {
  const glob = name.replace(/[\\{}[\]*!\u0000-\u001f\u007f]/g, '?');
  return glob.length < globLimit - 3 ? glob : '*';
}

/** A text as a double-quoted scalar, which YAML reads as JSON does. */
const quote = (text = '') => JSON.stringify(text);
