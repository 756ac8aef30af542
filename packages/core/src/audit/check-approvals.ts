import {
  acceptedFindings,
  requestDigest,
  shortCode,
  verifySignature,
  type Approval,
  type ApprovalRequest,
} from '../approval/index.ts';
import type { AllowedSigner } from '../evidence/index.ts';
import type { Verdict } from '../verdict/index.ts';
import { decideCheck, fails, holds, note, unknown, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import type { AuditFolder } from './read-folder.ts';

/** Who signed each approval, and whether it is about the verdict and the request that are in the folder. */
export function checkApprovals(folder: AuditFolder, approvers: readonly AllowedSigner[] | undefined): readonly Check[] {
  const approvals = documentsOf(folder.documents, 'interlock/approval/v1');
  const requests = documentsOf(folder.documents, 'interlock/approval-request/v1');
  const verdicts = documentsOf(folder.documents, 'interlock/verdict/v1').map(({ value }) => value);
  const digests = new Set(approvals.map(({ value }) => requestDigest(value.subject)));
  return [
    ...requests.flatMap(({ path, value }) => checkRequest(path, value, verdicts)),
    ...approvals.flatMap(({ path, value }) => [
      checkSigner(path, value, approvers),
      ...checkSubject(path, value.subject, verdicts),
      ...(requests.length === 0
        ? [note(path, 'its request is not in the folder')]
        : [
            decideCheck(
              path,
              requests.some((request) => requestDigest(request.value.subject) === requestDigest(value.subject)),
              { yes: 'answers the request', no: 'answers another request than the one in the folder' },
            ),
          ]),
    ]),
    ...documentsOf(folder.documents, 'interlock/approval-result/v1').flatMap(({ path, value }) => [
      decideCheck(path, approvals.length === 0 || digests.has(value.requestDigest), {
        yes: `${value.result}, about this request`,
        no: 'is about another request than the approvals in the folder',
      }),
      note(path, 'the one use of the approval is marked in a repository, which was not asked'),
    ]),
  ];
}

/** The approvals of which a listed key signed every byte: those written as `approve` writes them. */
export function signedApprovals({ documents, files }: AuditFolder, checks: readonly Check[]): readonly string[] {
  return documentsOf(documents, 'interlock/approval/v1')
    .filter(({ path, value }) => {
      const own = checks.filter(({ file }) => file === path);
      const verified = own.some(({ says, state }) => state === 'holds' && says.startsWith('signed by '));
      const written = JSON.stringify(value, null, 2);
      return verified && files.some((file) => file.path === path && file.text?.replace(/\n$/, '') === written);
    })
    .map(({ path }) => path);
}

function checkRequest(path: string, request: ApprovalRequest, verdicts: readonly Verdict[]): readonly Check[] {
  const own = shortCode(request.subject) === request.code;
  return [
    decideCheck(path, own, { yes: `has the code ${request.code}`, no: 'has another code than its subject makes' }),
    ...checkSubject(path, request.subject, verdicts),
  ];
}

/** The dates of the key are compared with the time from which the approval says that it is valid: the approver's word. */
function checkSigner(path: string, approval: Approval, approvers: readonly AllowedSigner[] | undefined): Check {
  if (approvers === undefined) return unknown(path, 'not verified: no approvers were given');
  const signed = verifySignature(approval, approvers, Date.parse(approval.subject.notBefore));
  return signed.ok
    ? holds(path, `signed by ${approval.subject.approver} with ${signed.value.key.fingerprint}`)
    : fails(path, signed.error.message);
}

function checkSubject(
  path: string,
  subject: ApprovalRequest['subject'] | Approval['subject'],
  verdicts: readonly Verdict[],
): readonly Check[] {
  if (verdicts.length === 0) return [note(path, 'the verdict that it accepts is not in the folder')];
  const about = verdicts.some((verdict) => isAbout(subject, verdict));
  return [
    decideCheck(path, about, {
      yes: 'is about the head, base, policy and findings of the verdict',
      no: 'is about another head, base, policy or findings than the verdict in the folder',
    }),
  ];
}

/** Whether an approval accepts exactly what this verdict found about this change. */
export function isAbout(subject: ApprovalRequest['subject'] | Approval['subject'], verdict: Verdict): boolean {
  return (
    verdict.head === subject.head &&
    verdict.base === subject.base &&
    verdict.policy.digest === subject.policyDigest &&
    acceptedFindings(verdict).digest === subject.findingsDigest
  );
}
