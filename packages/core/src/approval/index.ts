export { acceptedFindings, type AcceptedFindings } from './accepted-findings.ts';
export { approvalNamespace, approversFile, parseApprovers } from './approvers.ts';
export { approvalConfigSchema, type ApprovalConfig } from './config.ts';
export {
  approvalRequestSchema,
  approvalResultSchema,
  approvalSchema,
  parseApproval,
  parseApprovalRequest,
  parseApprovalResult,
  parseVerdict,
  type Approval,
  type ApprovalRequest,
  type ApprovalResult,
  type ApprovalConsumption,
  type Notification,
} from './documents.ts';
export { manifestPeople } from './manifest-people.ts';
export { isOnCall, participantsOf, type Handles, type Participant } from './people.ts';
export { refusalKinds, refusals, refuse, type Refusal, type RefusalKind } from './refusal.ts';
export {
  approvalKinds,
  requestDigest,
  requestOf,
  shortCode,
  signedBytes,
  type ApprovalKind,
  type ApprovalSubject,
  type RequestedSubject,
} from './subject.ts';
export {
  blockFor,
  needsSecurityKey,
  verifyApprovals,
  verifyTogether,
  type ApprovalFacts,
  type Approvals,
} from './verify-approvals.ts';
export { verifyScope, type Scope as ApprovalScope } from './verify-scope.ts';
export { verifySignature, type SignedApproval } from './verify-signature.ts';
