import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flags } from '../interlock.ts';
import { buildCandidate, type Candidate } from './build.ts';
import type { Proposed } from './propose.ts';
import { operate, type Run } from './run.ts';
import { scan, type ScanReports } from './scan.ts';
import { runTests } from './tests.ts';

/** One of `Verdict.findings`, as far as it is needed here. */
interface Finding {
  readonly policy: string;
  readonly asks: 'block' | 'approval' | 'show';
  readonly message: string;
}

export interface Verified {
  readonly candidate: Candidate;
  /** Reports of tests and scans; the lane trusted has a second run of the tests. */
  readonly reports: readonly string[];
  /** The verdict that an approval is about. */
  readonly verdict: string;
  /** `merge`, or `needs-approval` of exactly the findings of that verdict. */
  readonly decision: string;
  /** The policies that ask for it. */
  readonly asked: readonly string[];
}

/** Who made the commits, and whether the change keeps to its manifest: nothing of it is run before that is known. */
export async function checkIntent(run: Run, proposed: Proposed): Promise<void> {
  const { evidence, world } = run;
  const at = (name: string) => join(evidence, name);
  const change = { repository: world.origin, base: proposed.base, head: proposed.head };
  const stateOf = (file: string, of: 'commits' | 'problems', is: 'state' | 'kind') => {
    const all = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly Record<string, string>[]>)[of] ?? [];
    return all.map((one) => one[is] ?? '').find((text) => text !== 'good') ?? '';
  };
  await operate(run, {
    name: 'verify-commits',
    flags: { ...change, 'output-file': at('commits.json') },
    note: ({ good, result }) => `${result}, ${good} good`,
    reason: () => stateOf(at('commits.json'), 'commits', 'state'),
  });
  await operate(run, {
    name: 'agent-manifest',
    flags: { ...change, 'output-file': at('manifest-check.json') },
    note: ({ problems, result }) => `${result}, ${problems} problems`,
    reason: () => stateOf(at('manifest-check.json'), 'problems', 'kind'),
  });
}

/** The pipeline of a request: tests, scans and a build of the head, each in a clone of its own, and what the policies say. */
export async function verify(run: Run, proposed: Proposed, request: number): Promise<Verified> {
  const scans = await scan(run, proposed.head);
  const reports = await collectReports(run, proposed, scans, 1);
  const more = run.flow === 'trusted' ? [await collectReports(run, proposed, noScans, 2)] : [];
  const candidate = await buildCandidate(run, proposed);
  const { decision, file, findings } = await judge(run, proposed, {
    request: String(request),
    reports,
    sbom: candidate.sbom,
    'subject-path': candidate.artifact,
    bundle: candidate.bundle,
  });
  const asked = [...new Set(findings.filter(({ asks }) => asks === 'approval').map(({ policy }) => policy))];
  return { candidate, reports: [reports, ...more], verdict: file, decision, asked };
}

const noScans: ScanReports = { sarif: [], junit: [] };

async function collectReports(run: Run, { head }: Proposed, scans: ScanReports, attempt: number): Promise<string> {
  const tests = await runTests(run, head, attempt);
  const reports = join(run.evidence, `reports-${attempt}.json`);
  await operate(run, {
    name: 'collect-reports',
    cwd: tests.folder,
    flags: {
      tests: [...tests.junit, ...scans.junit],
      coverage: tests.lcov,
      scans: scans.sarif,
      'output-file': reports,
    },
    note: (outputs) =>
      `${outputs['tests-passed']} passed, ${outputs['tests-failed']} failed, coverage ${outputs['coverage-percent']} %, ${outputs['findings-open']} findings`,
  });
  return reports;
}

/** The verdict by all that main asks for, told on the forge. Throws a refusal where it blocks. */
async function judge(run: Run, { base, head }: Proposed, given: Flags) {
  const file = join(run.evidence, 'verdict.json');
  const read = () => (JSON.parse(readFileSync(file, 'utf8')) as { findings: readonly Finding[] }).findings;
  const outputs = await operate(run, {
    name: 'evaluate-policy',
    flags: {
      repository: run.world.origin,
      base,
      head,
      ...given,
      key: run.world.people.signingKey,
      'output-file': file,
    },
    note: ({ decision, findings, result, ...more }) =>
      `${result}, decision ${decision}, ${findings} findings, capability record ${more['record-signature']}`,
    reason: () => {
      const blocking = read().find(({ asks }) => asks === 'block');
      return `${blocking?.policy ?? 'no policy'}: ${blocking?.message ?? ''}`;
    },
    expected: [0, 4],
  });
  return { file, findings: read(), decision: outputs['decision'] ?? 'blocked' };
}
