import { manifestPredicateType } from '../agent-manifest/index.ts';
import { capabilityRecordType } from '../capability-record/index.ts';
import { cyclonedxType, provenanceType, testResultType, verificationSummaryType } from '../evidence/index.ts';
import type { Event, EventType } from '../event/index.ts';
import { mergeLinkPredicateType } from '../merge-link/index.ts';
import type { SignedStatementFile } from './check-bundles.ts';
import { isBom } from './check-verdict.ts';
import type { DocumentSchema } from './documents.ts';
import type { AuditFolder } from './read-folder.ts';

interface LinkSource {
  readonly link: string;
  readonly documents?: readonly DocumentSchema[];
  readonly predicates?: readonly string[];
  readonly events: readonly EventType[];
}

/** From the proposal to production, in the order in which evidence follows from evidence. */
const sources: readonly LinkSource[] = [
  {
    link: 'manifest',
    documents: ['interlock/manifest-check/v1'],
    predicates: [manifestPredicateType],
    events: ['manifest-checked'],
  },
  { link: 'commits', documents: ['interlock/commits/v1'], events: ['commits-verified'] },
  { link: 'SBOM', predicates: [cyclonedxType], events: ['sbom-generated'] },
  { link: 'reports', documents: ['interlock/reports/v1'], predicates: [testResultType], events: ['reports-collected'] },
  { link: 'signed artifact', predicates: [provenanceType], events: ['artifact-signed'] },
  { link: 'policy input', documents: ['interlock/input/v1'], events: [] },
  {
    link: 'verdict',
    documents: ['interlock/verdict/v1'],
    predicates: [verificationSummaryType],
    events: ['policy-evaluated'],
  },
  {
    link: 'capability record',
    documents: ['interlock/capability-record/v1'],
    predicates: [capabilityRecordType],
    events: ['capabilities-recorded'],
  },
  { link: 'approval request', documents: ['interlock/approval-request/v1'], events: ['approval-requested'] },
  {
    link: 'approval',
    documents: ['interlock/approval/v1', 'interlock/approval-result/v1'],
    events: ['approval-given', 'approval-verified'],
  },
  {
    link: 'merge',
    documents: ['interlock/merge-link/v1'],
    predicates: [mergeLinkPredicateType],
    events: ['change-merged'],
  },
  { link: 'stored artifact', documents: ['interlock/stored/v1'], events: ['artifact-stored'] },
  { link: 'deployment', documents: ['interlock/deployment/v1'], events: ['artifact-deployed'] },
  { link: 'canary decision', documents: ['interlock/canary-decision/v1'], events: ['canary-decided'] },
  { link: 'flag', documents: ['interlock/flag-change/v1'], events: ['flag-set'] },
  { link: 'rollback', documents: ['interlock/rollback/v1'], events: ['rolled-back'] },
];

export interface Link {
  readonly link: string;
  /** Files that hold it; `event` where only an event tells of it. */
  readonly state: 'present' | 'event' | 'missing';
  readonly files: readonly string[];
}

export function findLinks(folder: AuditFolder, signed: readonly SignedStatementFile[]): readonly Link[] {
  const events = folder.chains.flatMap((chain) => chain.events);
  return sources.map((source) => findLink(source, folder, { events, signed }));
}

function findLink(
  { documents = [], events: types, link, predicates = [] }: LinkSource,
  folder: AuditFolder,
  found: { readonly events: readonly Event[]; readonly signed: readonly SignedStatementFile[] },
): Link {
  const boms = link === 'SBOM' ? [...folder.json].filter(([, value]) => isBom(value)).map(([path]) => path) : [];
  const files = new Set([
    ...boms,
    ...folder.documents.filter(({ schema }) => documents.includes(schema)).map(({ path }) => path),
    ...found.signed.filter(({ statement }) => predicates.includes(statement.predicateType)).map(({ path }) => path),
  ]);
  const told = found.events.some(({ type }) => types.includes(type));
  return { link, state: files.size > 0 ? 'present' : told ? 'event' : 'missing', files: [...files].toSorted() };
}
