import { ownersMissing, type OwnedPaths } from '../code-owners/index.ts';
import type { AllowedSigner } from '../evidence/index.ts';
import { ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { Verdict } from '../verdict/index.ts';
import { acceptedFindings } from './accepted-findings.ts';
import { sameKey } from './approvers.ts';
import type { ApprovalConfig } from './config.ts';
import type { Approval } from './documents.ts';
import { mayBe, namesOf, type Handles, type Participant } from './people.ts';
import { refuse, type Refusal } from './refusal.ts';
import { requestDigest } from './subject.ts';
import { verifyScope, type Scope } from './verify-scope.ts';
import { verifySignature, type SignedApproval } from './verify-signature.ts';

/** Everything that approvals are checked against; all of it comes from the base, from git's objects or from the gate. */
export interface ApprovalFacts {
  readonly scope: Omit<Scope, 'policyDigest' | 'findingsDigest'>;
  readonly verdict: Verdict;
  readonly approvers: readonly AllowedSigner[];
  readonly participants: readonly Participant[];
  readonly config: Pick<ApprovalConfig, 'approvable' | 'handles'>;
  /** Whether each approval needs a security key, whatever its kind; by kind see `needsSecurityKey`. */
  readonly securityKey: ApprovalConfig['securityKey'];
  /** Who owns the paths of the findings. */
  readonly owned: readonly OwnedPaths[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Approvals = readonly [Approval, ...Approval[]];

/**
 * Whether these approvals let the change of the verdict in: each signed by somebody who may, about exactly this change,
 * in time, and together by enough owners. Says nothing about earlier uses: consume the request's digest after this.
 */
export function verifyApprovals(
  approvals: Approvals,
  facts: ApprovalFacts,
): Result<readonly SignedApproval[], Refusal> {
  const [{ subject: first }] = approvals;
  const decided = verifyDecision(first.kind, facts);
  if (!decided.ok) return decided;
  const signed: SignedApproval[] = [];
  for (const approval of approvals) {
    const one = verifyOne(approval, facts);
    if (!one.ok) return one;
    signed.push(one.value);
  }
  const together = verifyTogether(signed, facts.config.handles);
  if (!together.ok) return together;
  const owners = verifyOwners(signed, facts);
  return owners.ok ? ok(signed) : owners;
}

function verifyDecision(kind: Approval['subject']['kind'], { config, verdict }: ApprovalFacts): Result<void, Refusal> {
  if (verdict.undecided !== undefined) return refuse('undecided', 'The gate could not decide about this change.');
  const block = blockFor(kind, verdict, config);
  return block === undefined ? ok(undefined) : refuse('blocked', block);
}

/** Why no approval of this kind could pass over the verdict, in one sentence; `undefined` where one could. */
export function blockFor(
  kind: Approval['subject']['kind'],
  { decision, findings }: Pick<Verdict, 'decision' | 'findings'>,
  { approvable }: Pick<ApprovalConfig, 'approvable'>,
): string | undefined {
  if (kind === 'break-glass') return undefined;
  const blocking = findings.filter(({ asks }) => asks === 'block');
  const stays = blocking.find(({ policy }) => !approvable.includes(policy));
  // a verdict that blocks without a finding that does is none of ours
  if (stays === undefined && (decision !== 'blocked' || blocking.length > 0)) return undefined;
  const by = stays === undefined ? '' : ` by ${oneLine(stays.policy, 60)}`;
  return `The change is blocked${by}, which no approval of kind ${kind} passes over.`;
}

function verifyOne(approval: Approval, facts: ApprovalFacts): Result<SignedApproval, Refusal> {
  const signed = verifySignature(approval, facts.approvers, facts.now);
  if (!signed.ok) return signed;
  const { policy } = facts.verdict;
  const scope = {
    ...facts.scope,
    policyDigest: policy.digest ?? 'sha256:none',
    findingsDigest: acceptedFindings(facts.verdict).digest,
  } as const;
  const about = verifyScope(approval.subject, scope, facts.now);
  if (!about.ok) return about;
  if (needsSecurityKey(approval.subject.kind, facts.securityKey) && !signed.value.securityKey)
    return refuse('no-security-key', `The key ${signed.value.key.fingerprint} is no security key, and one is needed.`);
  const stranger = verifyStranger(signed.value, facts);
  return stranger.ok ? signed : stranger;
}

export function needsSecurityKey(kind: Approval['subject']['kind'], setting: ApprovalConfig['securityKey']): boolean {
  return setting === 'always' || (setting === 'hotfix' && kind !== 'normal');
}

/** Nobody approves what they had a part in. */
function verifyStranger({ principals, subject }: SignedApproval, facts: ApprovalFacts): Result<void, Refusal> {
  for (const { name, role } of facts.participants) {
    if (!/^[ -~]*$/.test(name) && role !== 'agent')
      return refuse(
        'look-alike-name',
        `A name of the change's ${role} is not plain ASCII and could look like another.`,
      );
    if (mayBe(name, [...principals, [subject.approver]], facts.config.handles))
      return refuse(`approver-is-${role}`, `${subject.approver} is or may be the change's ${role}.`);
  }
  return ok(undefined);
}

/** Whether they are of one request, by different people with different keys, and as many as its kind asks for. */
export function verifyTogether(signed: readonly SignedApproval[], handles: Handles): Result<void, Refusal> {
  const [first, ...others] = signed;
  if (first === undefined) return refuse('second-approver-missing', 'There is no approval.');
  const digest = requestDigest(first.subject);
  if (others.some(({ subject }) => requestDigest(subject) !== digest))
    return refuse('different-requests', 'The approvals are not of one request.');
  const pairs = signed.flatMap((one, index) => signed.slice(index + 1).map((other) => [one, other] as const));
  if (pairs.some(([one, other]) => samePerson(one, other, handles)))
    return refuse('same-approver', 'Two of the approvals are by one person or with one key.');
  if (first.subject.kind === 'break-glass' && signed.length < 2)
    return refuse('second-approver-missing', 'One approver breaks no glass.');
  return ok(undefined);
}

function samePerson(one: SignedApproval, other: SignedApproval, handles: Handles): boolean {
  return (
    sameKey(one.key, other.key) ||
    mayBe(one.subject.approver, other.principals, handles) ||
    mayBe(other.subject.approver, one.principals, handles)
  );
}

function verifyOwners(signed: readonly SignedApproval[], { config, owned }: ApprovalFacts): Result<void, Refusal> {
  const approvers = signed.map(({ subject }) => namesOf(subject.approver, config.handles));
  const least = signed[0]?.subject.kind === 'break-glass' ? 2 : 1;
  const missing = ownersMissing(owned, approvers, least);
  return missing === undefined ? ok(undefined) : refuse('not-an-owner', missing);
}
