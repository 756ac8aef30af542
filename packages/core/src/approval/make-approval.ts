import { makeSshSignature, type SignatureOptions, type TestSshKey } from '../evidence/make-ssh-signature.ts';
import type { Approval } from './documents.ts';
import { approvalNamespace } from './approvers.ts';
import { signedBytes, type ApprovalSubject } from './subject.ts';

/** An approval as `interlock approve` makes it, with a key in software; for tests. */
export function makeApproval(key: TestSshKey, subject: ApprovalSubject, options: SignatureOptions = {}): Approval {
  const signature = makeSshSignature(key, signedBytes(subject), { namespace: approvalNamespace, ...options });
  return { schema: 'interlock/approval/v1', subject, signature };
}
