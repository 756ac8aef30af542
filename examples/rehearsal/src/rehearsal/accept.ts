import { join } from 'node:path';
import { approve, verifyApproval, type Asked } from './approve.ts';
import type { Candidate } from './build.ts';
import { openRequest } from './forge.ts';
import { addCommit, propose } from './propose.ts';
import { repositoryName } from './repository.ts';
import { openRun, operate, type Run } from './run.ts';
import { checkIntent, verify, type Verified } from './verify.ts';

/** A change that is merged. */
export interface Accepted {
  /** Commit of main. */
  readonly commit: string;
  readonly lane: string;
  readonly candidate: Candidate;
}

/** From the agent's branch to main: intent, evidence, verdict, approval, merge. Throws a refusal where one says no. */
export async function accept(run: Run): Promise<Accepted> {
  const { change, deviation, flow, world } = run;
  world.journal.stage(`An agent proposes: ${change.title}`);
  const proposed = await propose(run);
  const request = await world.journal.step('open the request', async () => {
    const number = await openRequest(world, proposed.branch, change.title);
    world.requests.set(run.name, number);
    return [`#${number}, ${proposed.branch} into main`, number];
  });
  world.journal.stage('The pipeline judges it');
  await checkIntent(run, proposed);
  const verified = await verify(run, proposed, request);
  const asked = { proposed, request, verdict: verified.verdict };
  const needsApproval = flow === 'hotfix' || verified.decision === 'needs-approval';
  const isAsked = needsApproval && deviation.approve !== 'by-nobody';
  const approval = isAsked ? await approveIt(run, asked) : undefined;
  const merged = await merge(run, asked, { verified, approval });
  return { ...merged, candidate: verified.candidate };
}

async function approveIt(run: Run, asked: Asked): Promise<string> {
  const { deviation, flow, world } = run;
  world.journal.stage(flow === 'hotfix' ? 'Who is on call approves it' : 'An owner approves it');
  const approval = await approve(run, asked, flow === 'hotfix' ? world.people.onCall : world.people.owner);
  if (deviation.approve === 'before-last-commit') {
    const head = await addCommit(run, asked.proposed);
    const proposed = { ...asked.proposed, head };
    const later = openRun(world, { ...run, name: `${run.name}-later` });
    const { verdict } = await verify(later, proposed, asked.request);
    return verifyApproval(run, { ...asked, proposed, verdict }, approval);
  }
  const result = await verifyApproval(run, asked, approval);
  return deviation.approve === 'replayed' ? verifyApproval(run, asked, approval) : result;
}

interface Evidence {
  readonly verified: Verified;
  readonly approval: string | undefined;
}

async function merge(run: Run, { proposed, request, verdict }: Asked, { approval, verified }: Evidence) {
  const { evidence, flow, world } = run;
  world.journal.stage('The gate merges it');
  const outputs = await operate(run, {
    name: 'merge-change',
    flags: {
      verdict,
      request: String(request),
      repository: world.origin,
      'repository-name': repositoryName,
      'expected-head': proposed.head,
      lane: flow,
      ...(approval === undefined ? {} : { 'approval-result': approval }),
      ...(flow === 'trusted' ? { reports: verified.reports } : {}),
      key: world.people.signingKey,
      'output-file': join(evidence, 'merge-link.json'),
      'bundle-file': join(evidence, 'merge-link.sigstore.json'),
    },
    note: ({ lane, ...merged }) => `lane ${lane}, main is ${merged['merged-commit']?.slice(0, 7)}`,
    reason: ({ refusal = '' }) => (refusal === 'needs-approval' ? `${refusal}: ${verified.asked.join(', ')}` : refusal),
  });
  const lane = outputs['lane'] ?? '';
  if (lane !== flow) throw new Error(`it was merged by the lane ${lane}, and ${flow} was expected`);
  return { commit: outputs['merged-commit'] ?? '', lane };
}
