import type { EventType } from './schema.ts';

/** The fixed vocabulary of who takes part. */
export const actors = [
  'Agent',
  'Developer',
  'Repo',
  'CI',
  'Scanner',
  'Policy',
  'ArtifactStore',
  'Gate',
  'Deploy target',
  'Monitor',
  'Rollback',
] as const;
export type Actor = (typeof actors)[number];

/** Between whom an event happens: who sends, who receives. */
export interface Route {
  readonly from: Actor;
  readonly to: Actor;
}

const route = (from: Actor, to: Actor): Route => ({ from, to });

export const eventRoutes: Readonly<Record<EventType, Route>> = {
  'branch-pushed': route('Agent', 'Repo'),
  'request-opened': route('Agent', 'Repo'),
  'pipeline-triggered': route('Repo', 'CI'),
  'branch-protected': route('CI', 'Repo'),
  'manifest-drafted': route('Agent', 'Agent'),
  'manifest-signed': route('Agent', 'Repo'),
  'manifest-checked': route('CI', 'CI'),
  'commits-verified': route('CI', 'CI'),
  'change-read': route('CI', 'CI'),
  'sbom-generated': route('CI', 'Scanner'),
  'reports-collected': route('Scanner', 'CI'),
  'artifact-signed': route('CI', 'ArtifactStore'),
  'artifact-stored': route('CI', 'ArtifactStore'),
  'artifact-verified': route('CI', 'ArtifactStore'),
  'evidence-signed': route('CI', 'Policy'),
  'policy-evaluated': route('Policy', 'CI'),
  'capabilities-recorded': route('Gate', 'Gate'),
  'status-set': route('CI', 'Repo'),
  'approval-requested': route('Gate', 'Repo'),
  'approval-given': route('Developer', 'Repo'),
  'approval-verified': route('Repo', 'Gate'),
  'change-merged': route('Repo', 'CI'),
  'artifact-deployed': route('Deploy target', 'CI'),
  'canary-decided': route('Monitor', 'CI'),
  'flag-set': route('CI', 'Deploy target'),
  'rolled-back': route('Rollback', 'Repo'),
  'ledger-verified': route('CI', 'CI'),
  'evidence-audited': route('CI', 'CI'),
  'diagrams-checked': route('CI', 'CI'),
  'report-published': route('CI', 'Repo'),
};
