import { join } from 'node:path';
import { standInPath } from '../keys/stand-in.ts';
import type { Approver } from './people.ts';
import type { Proposed } from './propose.ts';
import { repositoryName } from './repository.ts';
import { operate, type Run } from './run.ts';

/** A change that asks for an approval: the request on the forge, what it is at, and the verdict of that. */
export interface Asked {
  readonly proposed: Proposed;
  readonly request: number;
  readonly verdict: string;
}

const scopeOf = ({ world }: Run, { proposed: { base, head }, request, verdict }: Asked) => ({
  verdict,
  base,
  head,
  repository: world.origin,
  'repository-name': repositoryName,
  change: String(request),
  'base-ref': 'main',
});

/** Asks, and lets a person sign with a security key; answers the file of the approval. */
export async function approve(run: Run, asked: Asked, approver: Approver): Promise<string> {
  const { evidence, flow, world } = run;
  const request = join(evidence, 'approval-request.json');
  const { code = '', notified = '' } = await operate(run, {
    name: 'request-approval',
    flags: { ...scopeOf(run, asked), kind: kindOf(flow), 'output-file': request },
    note: (outputs) => `code ${outputs['code']}, ${approver.email} ${outputs['notified']}`,
  });
  if (notified !== 'told') throw new Error(`who has to approve was not told: ${notified}`);
  const approval = join(evidence, 'approval.json');
  await operate(run, {
    name: 'approve',
    flags: { request, code, approver: approver.email, key: approver.keyFile, 'output-file': approval },
    environment: { PATH: standInPath(world.folder) },
    note: ({ fingerprint }) => `${approver.email} with the security key ${fingerprint?.slice(0, 16)}`,
  });
  return approval;
}

/** Whether the approval holds for what is asked, and marks its use; answers the file that merge-change is given. */
export async function verifyApproval(run: Run, asked: Asked, approval: string): Promise<string> {
  const result = join(run.evidence, 'approval-result.json');
  await operate(run, {
    name: 'verify-approval',
    flags: {
      ...scopeOf(run, asked),
      approval,
      kind: kindOf(run.flow),
      consume: 'local',
      'output-file': result,
    },
    note: ({ approvers }) => `approved by ${approvers}, used now`,
    reason: ({ refusal = '' }) => refusal,
  });
  return result;
}

const kindOf = (flow: Run['flow']) => (flow === 'hotfix' ? 'hotfix' : 'normal');
