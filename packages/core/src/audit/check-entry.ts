import {
  blockFor,
  requestDigest,
  verifySignature,
  verifyTogether,
  type Approval,
  type SignedApproval,
} from '../approval/index.ts';
import type { AllowedSigner } from '../evidence/index.ts';
import type { Verdict } from '../verdict/index.ts';
import { isAbout } from './check-approvals.ts';
import type { SignedStatementFile } from './check-bundles.ts';
import { signedLink } from './check-merge.ts';
import { fails, unknown, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import type { AuditFolder } from './read-folder.ts';

export interface EntryTrust {
  readonly approvers: readonly AllowedSigner[] | undefined;
  /** Policies of which the base lets an approval pass over a block; left out: not given. */
  readonly approvable: readonly string[] | undefined;
}

/**
 * What was let in although the verdict did not say merge needs an approval of its own that holds. A proven revert needs
 * none, unless the verdict blocks it; that it was one is believed of a signed link alone.
 */
export function checkEntry(
  folder: AuditFolder,
  signed: readonly SignedStatementFile[],
  trust: EntryTrust & { readonly approvals: readonly Check[] },
): readonly Check[] {
  const { documents, files } = folder;
  if (!wasLetIn(folder)) return [];
  const links = documentsOf(documents, 'interlock/merge-link/v1').map(({ value }) => value);
  const reverts = links.filter((link) => link.lane === 'revert' && signedLink(link, signed) !== undefined);
  const approvals = documentsOf(documents, 'interlock/approval/v1')
    .filter(({ path }) => !trust.approvals.some(({ file, state }) => file === path && state === 'fails'))
    .map(({ value }) => value);
  return documentsOf(documents, 'interlock/verdict/v1').flatMap(({ path, value }) => {
    const digest = files.find((file) => file.path === path)?.digest;
    const revert = value.decision === 'needs-approval' && reverts.some(({ verdictDigest }) => verdictDigest === digest);
    if (value.decision === 'merge' || revert) return [];
    const own = approvals.filter(({ subject }) => isAbout(subject, value));
    return checkApproved(path, value, own, trust);
  });
}

function wasLetIn({ chains, documents }: AuditFolder): boolean {
  return (
    documentsOf(documents, 'interlock/merge-link/v1').length > 0 ||
    documentsOf(documents, 'interlock/deployment/v1').length > 0 ||
    chains.some(({ events }) => events.some(({ outcome, type }) => type === 'change-merged' && outcome === 'done'))
  );
}

function checkApproved(
  path: string,
  verdict: Verdict,
  approvals: readonly Approval[],
  { approvable, approvers }: EntryTrust,
): readonly Check[] {
  const requests = Object.values(Object.groupBy(approvals, ({ subject }) => requestDigest(subject)));
  const enough = requests.filter((request = []) => areEnough(request, approvers));
  const kinds = enough.flatMap((request = []) => request.map(({ subject }) => subject.kind));
  if (kinds.length === 0)
    return [fails(path, `says ${verdict.decision}, and the change was let in without an approval that holds`)];
  const blocks = (allowed: readonly string[]) =>
    kinds.every((kind) => blockFor(kind, verdict, { approvable: [...allowed] }) !== undefined);
  if (!blocks(approvable ?? [])) return [];
  if (approvable === undefined && !blocks(verdict.findings.map(({ policy }) => policy)))
    return [unknown(path, 'whether its block is approvable stands in the configuration of the base: give base')];
  return [fails(path, `says ${verdict.decision}, which no approval of kind ${kinds[0] ?? ''} passes over`)];
}

/** By as many people as the kind asks for. Without approvers nobody knows who signed, which another check says. */
function areEnough(approvals: readonly Approval[], approvers: readonly AllowedSigner[] | undefined): boolean {
  if (approvers === undefined) return approvals.length > 0;
  const signed = approvals.flatMap((approval): readonly SignedApproval[] => {
    const one = verifySignature(approval, approvers, Date.parse(approval.subject.notBefore));
    return one.ok ? [one.value] : [];
  });
  const pairs = signed.flatMap((one, index) => signed.slice(index + 1).map((other) => [one, other]));
  return [...signed.map((one) => [one]), ...pairs].some((some) => verifyTogether(some, {}).ok);
}
