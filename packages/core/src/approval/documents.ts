import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { parseSettings, type SettingsFile } from '../settings-file/index.ts';
import { verdictSchema, type Verdict } from '../verdict/index.ts';
import { approvalKinds, approvalSubjectSchema, requestedSubjectSchema } from './subject.ts';
import { refusalKinds } from './refusal.ts';

const code = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/));

/** `interlock/approval/v1`: a subject and the signature of its approver. */
export const approvalSchema = v.strictObject({
  schema: v.literal('interlock/approval/v1'),
  subject: approvalSubjectSchema,
  signature: v.pipe(
    v.string(),
    v.description('Armored SSH signature over the canonical JSON of the subject, namespace interlock-approval@v1.'),
  ),
});
export type Approval = Readonly<v.InferOutput<typeof approvalSchema>>;

const notificationSchema = v.strictObject({
  by: v.picklist(['nobody', 'command', 'webhook']),
  outcome: v.picklist(['not-configured', 'told', 'failed']),
  message: v.exactOptional(v.string()),
});
export type Notification = Readonly<v.InferOutput<typeof notificationSchema>>;

/** `interlock/approval-request/v1`: what is asked for, and of whom it was asked. */
export const approvalRequestSchema = v.strictObject({
  schema: v.literal('interlock/approval-request/v1'),
  code: v.pipe(code, v.description('Changes whenever anything of the subject does.')),
  subject: requestedSubjectSchema,
  findings: v.pipe(verdictSchema.entries.findings, v.description('What is accepted, for the approver to read.')),
  notification: notificationSchema,
});
export type ApprovalRequest = Readonly<v.InferOutput<typeof approvalRequestSchema>>;

/** `interlock/approval-result/v1`: what verify-approval answered. */
export const approvalResultSchema = v.strictObject({
  schema: v.literal('interlock/approval-result/v1'),
  result: v.picklist(['approved', 'refused']),
  refusal: v.exactOptional(v.strictObject({ reason: v.picklist(refusalKinds), message: v.string() })),
  kind: v.picklist(approvalKinds),
  code,
  subject: v.pipe(
    requestedSubjectSchema,
    v.description('What was approved or refused: change, head, base and findings.'),
  ),
  requestDigest: digestOf('Of this subject; also the name of the reference that marks its use.'),
  reason: v.exactOptional(v.pipe(v.string(), v.description('Of a break-glass approval.'))),
  approvals: v.pipe(
    v.array(
      v.strictObject({
        approver: v.string(),
        fingerprint: v.exactOptional(v.string()),
        securityKey: v.exactOptional(v.boolean()),
      }),
    ),
    v.readonly(),
  ),
  consumption: v.pipe(
    v.strictObject({
      where: v.picklist(['never', 'local', 'remote']),
      reference: v.exactOptional(v.string()),
      object: v.exactOptional(v.string()),
    }),
    v.description('Where the single use was marked, and by which object.'),
  ),
});
export type ApprovalResult = Readonly<v.InferOutput<typeof approvalResultSchema>>;
export type ApprovalConsumption = ApprovalResult['consumption'];

const hint = 'Use the file as Interlock wrote it, or ask for the approval again.';

export function parseApproval(text: string, file: string): Result<Approval> {
  return parseDocument(text, { schema: approvalSchema, file, hint });
}

export function parseApprovalRequest(text: string, file: string): Result<ApprovalRequest> {
  return parseDocument(text, { schema: approvalRequestSchema, file, hint });
}

/** The verdict that an approval is about. */
export function parseVerdict(text: string, file: string): Result<Verdict> {
  return parseDocument(text, { schema: verdictSchema, file, hint: 'Give the verdict that evaluate-policy wrote.' });
}

/** What verify-approval answered. */
export function parseApprovalResult(text: string, file: string): Result<ApprovalResult> {
  return parseDocument(text, { schema: approvalResultSchema, file, hint: 'Give the file that verify-approval wrote.' });
}

/** JSON, read a second time as settings: they name the line of a problem and refuse a key that is given twice. */
function parseDocument<T>(text: string, settings: SettingsFile<T>): Result<T> {
  const json = parseJson(text, settings.file);
  return json.ok ? parseSettings(text.replace(/^\uFEFF/u, ''), settings) : json;
}
