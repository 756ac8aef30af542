import { matchesPrincipal } from '../commit-signature/index.ts';
import { parseSshSignature, type AllowedSigner, type SshPublicKey } from '../evidence/index.ts';
import { ok, type Result } from '../failure/index.ts';
import { approvalNamespace, sameKey } from './approvers.ts';
import type { Approval } from './documents.ts';
import type { PrincipalLists } from './people.ts';
import { refuse, type Refusal } from './refusal.ts';
import { signedBytes } from './subject.ts';

/** An approval that its approver signed with a listed key. */
export interface SignedApproval {
  readonly subject: Approval['subject'];
  readonly key: SshPublicKey;
  /** Every principal that the lists name for this key, line by line. */
  readonly principals: PrincipalLists;
  readonly securityKey: boolean;
}

/** Checks who signed, by the approvers of the base, at a time in milliseconds since 1970. */
export function verifySignature(
  { signature, subject }: Approval,
  approvers: readonly AllowedSigner[],
  now: number,
): Result<SignedApproval, Refusal> {
  const parsed = parseSshSignature(signature);
  if (parsed === undefined) return refuse('bad-signature', 'The signature cannot be read, or something follows it.');
  if (parsed.namespace !== approvalNamespace)
    return refuse('wrong-namespace', 'The signature was made for another purpose than an approval.');
  if (!parsed.verify(signedBytes(subject)))
    return refuse('bad-signature', 'The signature is not over this subject: one of them was changed.');
  const { key, presence } = parsed;
  const listed = approvers.filter((approver) => sameKey(approver.key, key));
  if (listed.length === 0)
    return refuse('unknown-key', `The key ${key.fingerprint} is not listed in .interlock/approvers of the base.`);
  const valid = listed.filter(
    ({ validAfter = -Infinity, validBefore = Infinity }) => validAfter <= now && now <= validBefore,
  );
  if (valid.length === 0) return refuse('key-expired', `The key ${key.fingerprint} is listed for other dates.`);
  // Neither git nor ssh-keygen asks for the touch.
  if (presence?.present === false) return refuse('not-touched', 'The security key was not touched when it signed.');
  const named = valid.some(({ principals }) => matchesPrincipal(lower(principals), subject.approver.toLowerCase()));
  if (!named || /[*?!,]/.test(subject.approver))
    return refuse('wrong-approver', `The key ${key.fingerprint} is not listed for ${subject.approver}.`);
  const principals = listed.map((approver) => approver.principals);
  return ok({ subject, key, principals, securityKey: presence !== undefined });
}

const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
