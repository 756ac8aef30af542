/** Every reason for which an approval is not accepted, each with how to go on. */
export const refusals = {
  'bad-signature': 'Sign again with interlock approve.',
  'wrong-namespace': 'Sign with interlock approve: the namespace is interlock-approval@v1.',
  'unknown-key': 'List the key in .interlock/approvers on the base branch first; a change cannot add it for itself.',
  'key-expired': 'Extend the dates of the key in .interlock/approvers on the base branch, or sign with another key.',
  'wrong-approver': 'Sign in the name that .interlock/approvers lists for the key.',
  'not-touched': 'Touch the security key when it blinks; a key made with no-touch-required is not accepted.',
  'no-security-key': 'Sign with a security key (ssh-keygen -t ed25519-sk).',
  'wrong-kind': 'Ask for an approval of the kind that is needed.',
  'wrong-repository': 'Ask for an approval in this repository.',
  'wrong-change': 'Ask for an approval of this change request.',
  'wrong-head': 'The change has other commits than those approved: ask again.',
  'wrong-base-ref': 'The change goes to another branch than the one approved: ask again.',
  'wrong-base': 'The base has moved since the approval: judge the change again and ask again.',
  'wrong-policy': 'Another policy judged than the one approved: ask again.',
  'wrong-findings': 'The findings are others than those approved: ask again.',
  'not-yet-valid': 'Wait until the approval begins, or set the clocks right.',
  expired: 'Ask for a new approval.',
  'valid-too-long': 'Ask for an approval that ends within 7 days.',
  'look-alike-name': 'Use e-mail addresses in ASCII for authors, committers and co-authors.',
  'approver-is-author': 'Somebody else must approve.',
  'approver-is-committer': 'Somebody else must approve.',
  'approver-is-co-author': 'Somebody else must approve.',
  'approver-is-principal': 'Somebody else must approve than who asked the agent.',
  'approver-is-agent': 'A human must approve.',
  'different-requests': 'Give approvals of one request, each by another approver.',
  'same-approver': 'Give approvals by different people with different keys.',
  'second-approver-missing': 'Break-glass needs two owners: let a second one approve the same request.',
  'no-reason': 'Ask again, with a reason.',
  blocked:
    'Repair the change, add a waiver on the base branch, or ask two owners by request-approval with kind: break-glass.',
  undecided: 'Nothing was judged, so nothing can be approved: run the gate again.',
  'not-an-owner': 'Let an owner by CODEOWNERS of the base approve.',
  'already-used': 'An approval is good for one use: ask for a new one.',
  'foreign-mark': 'Find out who pushed that reference, and ask for a new approval.',
} as const satisfies Readonly<Record<string, string>>;

export type RefusalKind = keyof typeof refusals;
export const refusalKinds = Object.keys(refusals) as readonly RefusalKind[] as readonly [RefusalKind, ...RefusalKind[]];

export interface Refusal {
  readonly reason: RefusalKind;
  /** One sentence. */
  readonly message: string;
}

export function refuse(reason: RefusalKind, message: string): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error: { reason, message } };
}
