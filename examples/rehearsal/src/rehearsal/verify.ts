import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { interlock, type Answer, type Flags } from '../interlock.ts';
import { mustRun, runProgram } from '../program.ts';
import { checkout, type Proposed } from './repository.ts';
import type { World } from './world.ts';

const suites = ['unit', 'integration'] as const;

export interface Verified {
  /** Digest of the build of the proposed head. */
  readonly candidate: string;
  /** `merge` only where every pack says so. */
  readonly decision: string;
}

/** The pipeline of a request: real tests and a real build of the head, each in a clone of its own, then evidence and verdicts. */
export async function verify(world: World, version: string, proposed: Proposed): Promise<Verified> {
  const evidence = join(world.evidence, version);
  mkdirSync(evidence, { recursive: true });
  const tests = await runTests(world, evidence, await checkout(world, `tests-${version}`, proposed.head));
  const built = await checkout(world, `candidate-${version}`, proposed.head);
  const candidate = await buildCandidate(world, evidence, built, proposed.head);
  const decisions = [
    await judge(world, evidence, proposed, 'quality', { reports: tests }),
    await judge(world, evidence, proposed, 'supply-chain', {
      sbom: join(evidence, 'sbom.cdx.json'),
      'subject-path': join(built, 'dist/service.mjs'),
      bundle: join(evidence, 'candidate.sigstore.json'),
    }),
  ];
  return { candidate, decision: decisions.find((decision) => decision !== 'merge') ?? 'merge' };
}

/** Runs each suite once for its results and its coverage; answers the collected reports. */
async function runTests(world: World, evidence: string, cwd: string): Promise<string> {
  const at = (name: string) => join(evidence, name);
  for (const suite of suites) {
    await world.journal.step(`${suite} tests`, async () => {
      const reporters = ['junit', 'lcov'].flatMap((name) => [
        `--test-reporter=${name}`,
        `--test-reporter-destination=${at(`${suite}.${name}`)}`,
      ]);
      const args = ['--test', '--experimental-test-coverage', ...reporters, `test/${suite}.test.ts`];
      const { exitCode } = await runProgram(process.execPath, args, { cwd });
      return [`ended with ${exitCode}`, undefined];
    });
  }
  const globs = (name: string) => suites.map((suite) => `${suite}=${at(`${suite}.${name}`)}`);
  const reports = at('reports.json');
  await step(
    world,
    'collect-reports',
    cwd,
    { tests: globs('junit'), coverage: globs('lcov'), 'output-file': reports },
    (outputs) =>
      `${outputs['tests-passed']} passed, ${outputs['tests-failed']} failed, coverage ${outputs['coverage-percent']} %`,
  );
  return reports;
}

/**
 * What a forge says to the job that signs. The rehearsal plays the forge: an artifact that is signed on a terminal is a
 * mere claim, which no policy takes for more.
 */
const signingJob = {
  GITLAB_CI: 'true',
  CI: 'true',
  CI_SERVER_URL: 'http://127.0.0.1',
  CI_API_V4_URL: 'http://127.0.0.1/api/v4',
  CI_PROJECT_PATH: 'rehearsal/service',
};

/** Builds the head, lists what is in it and signs it; answers the digest. */
async function buildCandidate(world: World, evidence: string, cwd: string, commit: string): Promise<string> {
  const at = (name: string) => join(evidence, name);
  await world.journal.step('build', async () => {
    await mustRun(process.execPath, ['scripts/build.ts'], { cwd });
    return ['dist/service.mjs', undefined];
  });
  await step(
    world,
    'generate-sbom',
    cwd,
    { 'output-file': at('sbom.cdx.json') },
    (outputs) => `${outputs['component-count']} components`,
  );
  const signed = await step(
    world,
    'sign-artifact',
    cwd,
    {
      'subject-path': 'dist/service.mjs',
      key: world.signingKey,
      commit,
      'output-file': at('candidate.sigstore.json'),
      'checksums-file': at('checksums.txt'),
    },
    (outputs) => `candidate ${outputs['subject-digest']?.slice(0, 19)}`,
    { environment: signingJob },
  );
  return signed['subject-digest'] ?? '';
}

async function judge(world: World, evidence: string, { base, head }: Proposed, pack: string, given: Flags) {
  const file = join(evidence, `verdict-${pack}.json`);
  const change = { repository: world.origin, base, head };
  const outputs = await step(
    world,
    'evaluate-policy',
    world.folder,
    { ...change, ...given, policy: `pack:${pack}`, 'output-file': file },
    ({ result, decision, findings }) => `pack:${pack} ${result}, decision ${decision}, ${findings} findings`,
    { expected: [0, 1, 4] },
  );
  return outputs['decision'] ?? 'blocked';
}

interface StepOptions {
  readonly expected?: readonly number[];
  readonly environment?: Readonly<Record<string, string>>;
}

async function step(
  { journal }: World,
  operation: string,
  cwd: string,
  flags: Flags,
  note: (outputs: Answer['outputs']) => string,
  { expected, environment }: StepOptions = {},
): Promise<Answer['outputs']> {
  return journal.step(operation, async () => {
    const options = { cwd, ...(environment === undefined ? {} : { environment }) };
    const { outputs } = await interlock(operation, flags, options, expected);
    return [note(outputs), outputs];
  });
}
