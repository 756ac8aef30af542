import { isAboutScope, type ManifestSection } from '../agent-manifest/index.ts';
import type { TrustedAgent } from '../agents/index.ts';
import type { Change } from '../change/index.ts';
import { matchesPrincipal, type JudgedCommit } from '../commit-signature/index.ts';
import { matchesPath } from '../path-glob/index.ts';
import { oneLine } from '../text/index.ts';
import type { Verdict } from '../verdict/index.ts';
import { whatTestRunsLack, type TestRun } from './test-runs.ts';

/** What the entry of an agent is held against. */
export interface TrustedCase {
  readonly agent: TrustedAgent;
  /** Principals that `.interlock/signers` lists for its key at this time; none where it does not list the key. */
  readonly principals: readonly string[];
  readonly change: Change;
  readonly baseBranch: string;
  /** Globs of branches. */
  readonly production: readonly string[];
  readonly manifest: ManifestSection;
  /** Whether the agent's own key signed the manifest. */
  readonly isManifestItsOwn: boolean;
  readonly commits: readonly JudgedCommit[];
  readonly verdict: Verdict;
  readonly requiredChecks: readonly string[];
  readonly runs: readonly TestRun[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Why a change of a listed agent is not for the lane trusted; nothing where it is. */
export function whyNotTrusted(one: TrustedCase): readonly string[] {
  return [
    ...whatEntryLacks(one),
    ...whatManifestLacks(one),
    ...whatCommitsLack(one),
    ...whatIsOutside(one),
    ...whatVerdictLacks(one),
    ...whatTestRunsLack(one.runs, one.agent.tests.runs ?? 2),
  ];
}

function whatEntryLacks({ agent, now, principals }: TrustedCase): readonly string[] {
  const validator = agent.validator.toLowerCase();
  const own = principals.map((name) => name.toLowerCase());
  return [
    ...(now < Date.parse(agent.expires) ? [] : [`its entry in agents.yml expired at ${agent.expires}`]),
    ...(own.length > 0 ? [] : [`.interlock/signers does not list its key ${agent.key} for git now`]),
    ...(matchesPrincipal(own, validator) ? ['its validator is the holder of its own key'] : []),
  ];
}

function whatManifestLacks({ agent, isManifestItsOwn, manifest }: TrustedCase): readonly string[] {
  const session = manifest.declared?.agent.session ?? '';
  const isInWorkspace = session === agent.workspace || session.startsWith(`${agent.workspace}/`);
  return [
    ...manifest.problems.map(
      (problem) => `its manifest ${isAboutScope(problem) ? 'is exceeded' : 'does not hold'}: ${problem.message}`,
    ),
    ...(isManifestItsOwn ? [] : ['its manifest is not signed with its own key']),
    ...(isInWorkspace ? [] : [`the session ${oneLine(session, 80)} is not of the workspace ${agent.workspace}`]),
  ];
}

function whatCommitsLack({ agent, commits }: TrustedCase): readonly string[] {
  const foreign = commits.filter(({ fingerprint, state }) => state !== 'good' || fingerprint !== agent.key);
  const [first] = foreign;
  if (commits.length > 0 && first === undefined) return [];
  const short = first?.commit.slice(0, 7) ?? '';
  return [
    first === undefined
      ? 'it has no commits'
      : `${foreign.length} commits are not signed with its key, such as ${short}`,
  ];
}

/** What may hide more than a reader of lines sees. */
const opaque: readonly string[] = ['symlinks', 'submodules', 'executable-files', 'binary-files'];

function whatIsOutside({ agent, baseBranch, change, manifest, production }: TrustedCase): readonly string[] {
  const { limits, targets } = agent;
  const { capabilities, lines, paths } = manifest.observed;
  const isTarget = targets.branches.some((glob) => matchesPath(glob, baseBranch));
  const outside = paths.filter((path) => !targets.paths.some((glob) => matchesPath(glob, path)));
  const steering = [...change.ciFiles, ...change.gateFiles].map(({ path }) => path);
  const branch = oneLine(baseBranch, 120);
  return [
    ...(production.some((glob) => matchesPath(glob, baseBranch)) ? [`${branch} is a production branch`] : []),
    ...(change.mergeBase === change.base ? [] : [`${branch} went on since it began, and may take its edits elsewhere`]),
    ...(isTarget ? [] : [`${branch} is none of its branches`]),
    ...(outside.length === 0 ? [] : [`${count(outside, 'paths')} outside its modules`]),
    ...(steering.length === 0 ? [] : [`${count(steering, 'files')} that CI or the gate takes orders from`]),
    ...capabilities.filter(({ name }) => opaque.includes(name)).map(({ name, paths: where }) => count(where, name)),
    ...(paths.length <= limits.files ? [] : [`${paths.length} paths, and at most ${limits.files} are allowed`]),
    ...(lines <= limits.lines ? [] : [`${lines} lines, and at most ${limits.lines} are allowed`]),
  ];
}

function whatVerdictLacks({ requiredChecks, verdict }: TrustedCase): readonly string[] {
  const isClean = verdict.decision === 'merge' && verdict.result === 'pass' && verdict.undecided === undefined;
  return [
    ...(isClean ? [] : [`the verdict is ${verdict.result} (${verdict.decision}), and pass (merge) is needed`]),
    ...(requiredChecks.length > 0 ? [] : ['no check is required, and reports alone are claims']),
  ];
}

function count(paths: readonly string[], what: string): string {
  return `${paths.length} ${what} (${oneLine(paths[0] ?? '', 120)}${paths.length > 1 ? ', …' : ''})`;
}
