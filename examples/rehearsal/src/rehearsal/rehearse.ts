import type { Change } from './changes.ts';
import { checkEvidence } from './check-evidence.ts';
import { isAsExpected, refusalOf, type Ending, type Walked } from './ending.ts';
import { faults, usualChange, type Deviation, type Fault, type FaultName } from './faults.ts';
import { checkReverted, checkServing, holds, type Check } from './final-state.ts';
import { recordCase } from './record-case.ts';
import { openRun, type FlowName, type Run } from './run.ts';
import type { Scene } from './scene.ts';
import { walkDefault } from './walk-default.ts';
import { walkHotfix } from './walk-hotfix.ts';
import { walkTrusted } from './walk-trusted.ts';

const walks: Readonly<Record<FlowName, (run: Run, scene: Scene) => Promise<Walked>>> = {
  default: walkDefault,
  trusted: walkTrusted,
  hotfix: walkHotfix,
};

/** One way of a change, as it was to end and as it ended. */
export interface Rehearsed {
  readonly name: string;
  readonly expected: Ending;
  readonly found: Ending;
  readonly evidence: string;
  /** Asked anew at the end, where anything was deployed. */
  readonly checks: readonly Check[];
}

interface Plan {
  readonly name: string;
  readonly flow: FlowName;
  readonly change: Change;
  readonly deviation: Deviation;
  readonly expected: Ending;
}

/** A flow as it should go. */
export function rehearseFlow(scene: Scene, flow: FlowName): Promise<Rehearsed> {
  const plan = { name: flow, flow, change: usualChange[flow], deviation: {}, expected: { kind: 'promoted' } } as const;
  return rehearse(scene, plan);
}

/** A flow in which something goes wrong. */
export function rehearseFault(scene: Scene, name: FaultName): Promise<Rehearsed> {
  const fault: Fault = faults[name];
  return rehearse(scene, { name, change: fault.change ?? usualChange[fault.flow], ...fault });
}

async function rehearse(scene: Scene, plan: Plan): Promise<Rehearsed> {
  const treeBefore = await scene.treeOfMain();
  const run = openRun(scene.world, plan);
  const walked = await walks[plan.flow](run, scene).catch(refusalOf);
  scene.world.journal.stage('How it ended, asked anew');
  const checks = await scene.world.journal.step('ask repository, proxy and services', async () => {
    const found = await checkEnd(scene, walked, treeBefore);
    return [`${found.length} answers`, found];
  });
  // What was refused left the evidence of a part of the way.
  const audited = walked.ending.kind === 'refused' ? [] : [await checkEvidence(run)];
  const recorded = await recordCase(run, walked);
  return {
    name: plan.name,
    expected: plan.expected,
    found: walked.ending,
    evidence: run.evidence,
    checks: [...checks, ...audited, ...recorded],
  };
}

async function checkEnd(scene: Scene, { bad, ending }: Walked, treeBefore: string): Promise<readonly Check[]> {
  const unchanged = async () => ({ what: 'tree of main', expected: treeBefore, found: await scene.treeOfMain() });
  // What refuses after the merge leaves main as it is: nothing of it runs anywhere.
  if (ending.kind === 'refused') return /^(?:store|deploy)-artifact$/u.test(ending.by) ? [] : [await unchanged()];
  const { current, site } = await scene.production();
  const serving = await checkServing(site, current);
  if (bad === undefined) return serving;
  return [...serving, await unchanged(), await checkReverted(site, bad)];
}

export const isWell = ({ checks, expected, found }: Rehearsed): boolean =>
  isAsExpected(expected, found) && checks.every(holds);
