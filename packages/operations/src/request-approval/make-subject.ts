import { acceptedFindings, blockFor, type ApprovalConfig, type RequestedSubject } from '@interlock/core/approval';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { ApprovableVerdict, FoundScope } from '../verify-approval/index.ts';
import type { requestApproval } from './declaration.ts';

const longest = 7 * 24 * 3600;

interface Asking {
  readonly inputs: Pick<InputsOf<typeof requestApproval>, 'kind' | 'reason' | 'validFor'>;
  readonly scope: FoundScope['scope'];
  readonly verdict: ApprovableVerdict;
  readonly config: ApprovalConfig;
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is asked for; fails where no approval of that kind could be accepted. */
export function makeSubject({ config, inputs, nonce, now, scope, verdict }: Asking): Result<RequestedSubject> {
  const { kind, reason, validFor } = inputs;
  if (validFor < 1 || validFor > longest)
    return fail('usage', 'Input valid-for: a time from 1s to 7d was expected.', { hint: 'Leave it out for 8h.' });
  if ((kind === 'break-glass') !== (reason !== undefined))
    return fail('usage', 'Input reason: breaking the glass needs one, and nothing else has one.', {
      hint: 'Give reason together with kind: break-glass.',
    });
  if (verdict.undecided !== undefined)
    return fail('usage', 'The verdict says that the gate could not decide: there is nothing to approve.', {
      hint: 'Repair what it names, and run the gate again.',
    });
  const block = blockFor(kind, verdict, config);
  if (block !== undefined)
    return fail('usage', block, {
      hint: 'Repair the change, add a waiver on the base branch, or ask with kind: break-glass and a reason.',
    });
  const { digest, rules } = acceptedFindings(verdict);
  const second = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
  return ok({
    schema: 'interlock/approval-subject/v1',
    kind,
    ...scope,
    policyDigest: verdict.policy.digest,
    findingsDigest: digest,
    rules: [...rules],
    nonce,
    notBefore: second(now),
    expires: second(now + validFor * 1000),
    ...(reason === undefined ? {} : { reason }),
  });
}
