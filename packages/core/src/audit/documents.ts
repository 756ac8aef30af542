import * as v from 'valibot';
import { manifestCheckSchema } from '../agent-manifest/index.ts';
import {
  approvalRequestSchema,
  approvalResultSchema,
  approvalSchema,
  type Approval,
  type ApprovalRequest,
  type ApprovalResult,
} from '../approval/index.ts';
import { canaryDecisionFileSchema, type CanaryDecision } from '../canary/index.ts';
import { capabilityRecordSchema, type CapabilityRecord } from '../capability-record/index.ts';
import { commitReportSchema, type CommitReport } from '../commit-signature/index.ts';
import { deploymentRecordSchema, type DeploymentRecord } from '../deployment/index.ts';
import { flagChangeSchema } from '../flags/index.ts';
import { mergeLinkSchema, type MergeLink } from '../merge-link/index.ts';
import { policyInputSchema } from '../policy/index.ts';
import { ReportsSchema, type Reports } from '../reports/index.ts';
import { rollbackRecordSchema, type RollbackRecord } from '../rollback/index.ts';
import { storedSchema } from '../store/index.ts';
import { oneLine } from '../text/index.ts';
import { verdictSchema, type Verdict } from '../verdict/index.ts';

const schemas = {
  'interlock/verdict/v1': verdictSchema,
  'interlock/input/v1': policyInputSchema,
  'interlock/approval/v1': approvalSchema,
  'interlock/approval-request/v1': approvalRequestSchema,
  'interlock/approval-result/v1': approvalResultSchema,
  'interlock/canary-decision/v1': canaryDecisionFileSchema,
  'interlock/capability-record/v1': capabilityRecordSchema,
  'interlock/commits/v1': commitReportSchema,
  'interlock/deployment/v1': deploymentRecordSchema,
  'interlock/flag-change/v1': flagChangeSchema,
  'interlock/manifest-check/v1': manifestCheckSchema,
  'interlock/merge-link/v1': mergeLinkSchema,
  'interlock/reports/v1': ReportsSchema,
  'interlock/rollback/v1': rollbackRecordSchema,
  'interlock/stored/v1': storedSchema,
} as const satisfies Readonly<Record<string, v.GenericSchema>>;
export type DocumentSchema = keyof typeof schemas;

interface Documents {
  readonly 'interlock/verdict/v1': Verdict;
  readonly 'interlock/approval/v1': Approval;
  readonly 'interlock/approval-request/v1': ApprovalRequest;
  readonly 'interlock/approval-result/v1': ApprovalResult;
  readonly 'interlock/canary-decision/v1': CanaryDecision;
  readonly 'interlock/capability-record/v1': CapabilityRecord;
  readonly 'interlock/commits/v1': CommitReport;
  readonly 'interlock/deployment/v1': DeploymentRecord;
  readonly 'interlock/merge-link/v1': MergeLink;
  readonly 'interlock/reports/v1': Reports;
  readonly 'interlock/rollback/v1': RollbackRecord;
}

/** A document of ours, with a value of the type that its schema says. */
export interface AuditDocument {
  readonly path: string;
  readonly schema: DocumentSchema;
  readonly value: unknown;
}

/** `undefined` where the JSON is no document of ours; a text where it says that it is one and is not. */
export function readDocument(path: string, json: unknown): AuditDocument | string | undefined {
  const named = v.safeParse(v.looseObject({ schema: v.string() }), json);
  if (!named.success || !named.output.schema.startsWith('interlock/')) return undefined;
  const schema = named.output.schema;
  if (!isKnown(schema)) return `the schema ${oneLine(schema, 80)} is not known to this version`;
  const parsed = v.safeParse(schemas[schema], json);
  if (parsed.success) return { path, schema, value: json };
  const [issue] = parsed.issues;
  return `it is no ${schema}: ${oneLine(v.getDotPath(issue) ?? 'the document', 80)}: ${oneLine(issue.message, 120)}`;
}

const isKnown = (schema: string): schema is DocumentSchema => Object.hasOwn(schemas, schema);

/** The documents of one kind; each was checked against its schema when it was read. */
export function documentsOf<S extends keyof Documents>(
  documents: readonly AuditDocument[],
  schema: S,
): readonly { readonly path: string; readonly value: Documents[S] }[] {
  return documents.flatMap((one) =>
    one.schema === schema ? [{ path: one.path, value: one.value as Documents[S] }] : [],
  );
}
