import { agentManifestSchema, manifestCheckSchema, manifestPredicateSchema } from '@interlock/core/agent-manifest';
import { agentsSchema } from '@interlock/core/agents';
import { approvalRequestSchema, approvalResultSchema, approvalSchema } from '@interlock/core/approval';
import { auditSchema } from '@interlock/core/audit';
import { canaryConfigSchema, canaryDecisionFileSchema } from '@interlock/core/canary';
import { capabilityRecordSchema } from '@interlock/core/capability-record';
import { commitReportSchema } from '@interlock/core/commit-signature';
import { configSchema } from '@interlock/core/config';
import { diagramCheckSchema } from '@interlock/core/diagram-check';
import { eventSchema } from '@interlock/core/event';
import { flagChangeSchema, flagFileSchema } from '@interlock/core/flags';
import { deployConfigSchema, deploymentRecordSchema } from '@interlock/core/deployment';
import { mergeLinkPredicateSchema, mergeLinkSchema } from '@interlock/core/merge-link';
import { policyInputSchema, policyManifestSchema } from '@interlock/core/policy';
import { commitStatusSchema, requestCommentSchema, requestSchema } from '@interlock/core/request';
import { ledgerCheckSchema } from '@interlock/core/record';
import { ledgerEntrySchema } from '@interlock/core/ledger';
import { ReportsSchema } from '@interlock/core/reports';
import { deploymentListSchema, rollbackConfigSchema, rollbackRecordSchema } from '@interlock/core/rollback';
import { storedSchema } from '@interlock/core/store';
import { verdictSchema } from '@interlock/core/verdict';
import type { GenericSchema } from 'valibot';

/** A file of ours that has a schema, and the operations that read or write it. */
export interface FileSchema {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly schema: GenericSchema;
  readonly readBy: readonly string[];
  readonly writtenBy: readonly string[];
}

export const fileSchemas: readonly FileSchema[] = [
  {
    name: 'config',
    title: 'Configuration of a repository',
    description: '`.interlock/config.yml`, read from the base commit and from nowhere else.',
    schema: configSchema,
    readBy: ['evaluate-policy', 'merge-change', 'request-approval', 'run', 'verify-approval'],
    writtenBy: [],
  },
  {
    name: 'commits',
    title: 'Signatures of the commits of a change',
    description: '`interlock/commits/v1`: one answer for each commit, newest first.',
    schema: commitReportSchema,
    readBy: [],
    writtenBy: ['verify-commits'],
  },
  {
    name: 'ledger-entry',
    title: 'Entry of a ledger',
    description: 'A leaf of the ledger, as canonical JSON (RFC 8785); its payload stands apart and can be deleted.',
    schema: ledgerEntrySchema,
    readBy: ['verify-ledger'],
    writtenBy: ['record-event'],
  },
  {
    name: 'ledger-check',
    title: 'What was found of a ledger',
    description: '`interlock/ledger-check/v1`.',
    schema: ledgerCheckSchema,
    readBy: [],
    writtenBy: ['verify-ledger'],
  },
  {
    name: 'diagram-check',
    title: 'What was found of diagrams',
    description: '`interlock/diagram-check/v1`: findings of each diagram, and what a contract says of a case.',
    schema: diagramCheckSchema,
    readBy: [],
    writtenBy: ['check-diagrams'],
  },
  {
    name: 'agent-manifest',
    title: 'Manifest of a change',
    description:
      '`.interlock/changes/<name>.yml`, added by the change itself: a claim that narrows what the change may do, and grants nothing.',
    schema: agentManifestSchema,
    readBy: ['agent-manifest', 'evaluate-policy', 'merge-change', 'run', 'sign-manifest'],
    writtenBy: ['draft-manifest'],
  },
  {
    name: 'agent-manifest-predicate',
    title: 'Predicate of the signature of a manifest',
    description:
      '`urn:interlock:attestation:agent-manifest:v0.1`, in `<name>.sigstore.json`. The digest of the subject binds the manifest.',
    schema: manifestPredicateSchema,
    readBy: ['agent-manifest', 'evaluate-policy', 'merge-change', 'run'],
    writtenBy: ['sign-manifest'],
  },
  {
    name: 'manifest-check',
    title: 'Manifest of a change, compared with it',
    description: '`interlock/manifest-check/v1`: what was declared, what was observed, and where they part.',
    schema: manifestCheckSchema,
    readBy: [],
    writtenBy: ['agent-manifest'],
  },
  {
    name: 'capability-record',
    title: 'Capability record of a change',
    description:
      '`interlock/capability-record/v1`, and the predicate of `urn:interlock:attestation:capability-record:v0.1`: what an agent declared, was allowed, tried and did.',
    schema: capabilityRecordSchema,
    readBy: [],
    writtenBy: ['evaluate-policy', 'run'],
  },
  {
    name: 'reports',
    title: 'Reports of tests, coverage and scans',
    description:
      '`interlock/reports/v1`. Everything in it is a claim: it comes from files that a job of the change wrote.',
    schema: ReportsSchema,
    readBy: ['evaluate-policy', 'merge-change'],
    writtenBy: ['collect-reports'],
  },
  {
    name: 'policy-input',
    title: 'Input of a policy',
    description: '`interlock/input/v1`: everything that a policy judges; every part carries its trust class.',
    schema: policyInputSchema,
    readBy: ['evaluate-policy'],
    writtenBy: ['run'],
  },
  {
    name: 'verdict',
    title: 'Verdict of the gate',
    description: '`interlock/verdict/v1`. It carries no time: the same input gives the same bytes.',
    schema: verdictSchema,
    readBy: ['merge-change', 'request-approval', 'verify-approval'],
    writtenBy: ['evaluate-policy', 'run'],
  },
  {
    name: 'approval-request',
    title: 'Request for an approval',
    description: '`interlock/approval-request/v1`: what is asked for, the findings to accept and the short code.',
    schema: approvalRequestSchema,
    readBy: ['approve'],
    writtenBy: ['request-approval'],
  },
  {
    name: 'approval',
    title: 'Approval of a change',
    description: '`interlock/approval/v1`: what is approved, with the SSH signature of the approver.',
    schema: approvalSchema,
    readBy: ['verify-approval'],
    writtenBy: ['approve'],
  },
  {
    name: 'approval-result',
    title: 'Answer about an approval',
    description:
      '`interlock/approval-result/v1`: approved or refused, why, by whom, and where the single use was marked.',
    schema: approvalResultSchema,
    readBy: ['merge-change'],
    writtenBy: ['verify-approval'],
  },
  {
    name: 'agents',
    title: 'Agents that are trusted with small changes',
    description: '`.interlock/agents.yml`, read from the base commit and from nowhere else.',
    schema: agentsSchema,
    readBy: ['merge-change'],
    writtenBy: [],
  },
  {
    name: 'merge-link',
    title: 'Link from a request to the merged commit',
    description: '`interlock/merge-link/v1`: what was judged, by which lane it was let in, and what it became.',
    schema: mergeLinkSchema,
    readBy: [],
    writtenBy: ['merge-change'],
  },
  {
    name: 'merge-link-predicate',
    title: 'Predicate of a signed merge link',
    description: '`urn:interlock:attestation:merge-link:v0.1`, about the merged commit.',
    schema: mergeLinkPredicateSchema,
    readBy: [],
    writtenBy: ['merge-change'],
  },
  {
    name: 'event',
    title: 'Event of an operation',
    description: '`interlock/event/v1`: one line of `events.jsonl`; each names the digest of the one before.',
    schema: eventSchema,
    readBy: [],
    writtenBy: ['run'],
  },
  {
    name: 'stored',
    title: 'What was stored',
    description: '`interlock/stored/v1`: each part by its digest; the same parts give the same bytes.',
    schema: storedSchema,
    readBy: [],
    writtenBy: ['store-artifact'],
  },
  {
    name: 'deploy-config',
    title: 'Configuration of a deployment',
    description: 'YAML or JSON, kept by the operator; never part of the change that is deployed.',
    schema: deployConfigSchema,
    readBy: ['deploy-artifact'],
    writtenBy: [],
  },
  {
    name: 'deployment',
    title: 'Record of a deployment',
    description: '`interlock/deployment/v1`: what was deployed on which evidence, and what the target answered.',
    schema: deploymentRecordSchema,
    readBy: [],
    writtenBy: ['deploy-artifact'],
  },
  {
    name: 'canary-config',
    title: 'Configuration of a canary',
    description: 'YAML or JSON, kept by the operator; never taken from the change itself.',
    schema: canaryConfigSchema,
    readBy: ['canary-gate'],
    writtenBy: [],
  },
  {
    name: 'canary-decision',
    title: 'Decision of a canary',
    description: '`interlock/canary-decision/v1`, with everything that is needed to replay it.',
    schema: canaryDecisionFileSchema,
    readBy: [],
    writtenBy: ['canary-gate'],
  },
  {
    name: 'flags',
    title: 'Feature flags',
    description: 'A file of flagd in JSON. Only what `set-flag` reads is described; everything else in it is kept.',
    schema: flagFileSchema,
    readBy: ['set-flag'],
    writtenBy: ['set-flag'],
  },
  {
    name: 'flag-change',
    title: 'Record of a change to a flag',
    description: '`interlock/flag-change/v1`: the flag before and after, enough to undo it.',
    schema: flagChangeSchema,
    readBy: [],
    writtenBy: ['set-flag'],
  },
  {
    name: 'rollback-config',
    title: 'Configuration of a rollback',
    description: 'YAML or JSON, kept by the operator; never part of the change that is rolled back.',
    schema: rollbackConfigSchema,
    readBy: ['auto-rollback'],
    writtenBy: [],
  },
  {
    name: 'deployments',
    title: 'Deployments of an environment',
    description: '`deployments.json` of an artifact store, newest last.',
    schema: deploymentListSchema,
    readBy: ['auto-rollback', 'deploy-artifact'],
    writtenBy: ['deploy-artifact'],
  },
  {
    name: 'rollback-record',
    title: 'Record of a rollback',
    description:
      '`interlock/rollback/v1`: the steps taken, written after each, so that a run that was cut off goes on.',
    schema: rollbackRecordSchema,
    readBy: ['auto-rollback'],
    writtenBy: ['auto-rollback'],
  },
  {
    name: 'request',
    title: 'Change request of a local forge',
    description:
      '`interlock/request/v1`: `request.json` in the commit that `refs/interlock/requests/<number>` points at; earlier commits are its history.',
    schema: requestSchema,
    readBy: [],
    writtenBy: [],
  },
  {
    name: 'request-comment',
    title: 'Comment on a change request of a local forge',
    description: '`interlock/request-comment/v1`: `comment-<marker>.json` beside `request.json`.',
    schema: requestCommentSchema,
    readBy: [],
    writtenBy: [],
  },
  {
    name: 'commit-status',
    title: 'Status of a commit on a local forge',
    description:
      '`interlock/commit-status/v1`: `<context>.json` in the commit that `refs/interlock/statuses/<commit>` points at.',
    schema: commitStatusSchema,
    readBy: [],
    writtenBy: [],
  },
  {
    name: 'audit',
    title: 'Audit of a folder of evidence',
    description: '`interlock/audit/v1`: what holds, what does not, what was not checked, and what covers each file.',
    schema: auditSchema,
    readBy: [],
    writtenBy: ['audit'],
  },
  {
    name: 'policy-manifest',
    title: 'Manifest of the built-in policies',
    description: '`interlock/policies/v1`: the compiled policies, what each needs, and the packs made of them.',
    schema: policyManifestSchema,
    readBy: ['evaluate-policy', 'run'],
    writtenBy: [],
  },
];
