import { ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { refuse, type Refusal, type RefusalKind } from './refusal.ts';
import type { ApprovalKind, RequestedSubject } from './subject.ts';

/** What an approval must be about, as the verifier finds it and not as the approval says. */
export type Scope = Pick<
  RequestedSubject,
  'repository' | 'change' | 'head' | 'baseRef' | 'base' | 'policyDigest' | 'findingsDigest'
> & {
  /** Left out: any kind. */
  readonly kind?: ApprovalKind | undefined;
};

const parts = [
  ['repository', 'wrong-repository'],
  ['change', 'wrong-change'],
  ['head', 'wrong-head'],
  ['baseRef', 'wrong-base-ref'],
  ['base', 'wrong-base'],
  ['policyDigest', 'wrong-policy'],
  ['findingsDigest', 'wrong-findings'],
] as const satisfies readonly (readonly [keyof Scope, RefusalKind])[];

const longest = 7 * 24 * 3600 * 1000;

/** Whether a subject is about exactly this, now (milliseconds since 1970). */
export function verifyScope(subject: RequestedSubject, scope: Scope, now: number): Result<void, Refusal> {
  if (scope.kind !== undefined && scope.kind !== subject.kind)
    return refuse('wrong-kind', `The approval is of kind ${subject.kind}, and ${scope.kind} is needed.`);
  for (const [part, reason] of parts) {
    if (subject[part] === scope[part]) continue;
    const [found, expected] = [subject[part], scope[part]].map((value) => oneLine(String(value), 100));
    return refuse(reason, `The approval is for ${part} ${found}, and this is ${expected}.`);
  }
  const [from, until] = [Date.parse(subject.notBefore), Date.parse(subject.expires)];
  if (now < from) return refuse('not-yet-valid', `The approval is valid from ${subject.notBefore}.`);
  if (now >= until) return refuse('expired', `The approval was valid until ${subject.expires}.`);
  if (until - from > longest) return refuse('valid-too-long', 'The approval would be valid for more than 7 days.');
  if (subject.kind === 'break-glass' && subject.reason === undefined)
    return refuse('no-reason', 'Breaking the glass needs a reason.');
  return ok(undefined);
}
