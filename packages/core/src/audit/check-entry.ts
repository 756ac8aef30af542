import type { SignedStatementFile } from './check-bundles.ts';
import { signedLink } from './check-merge.ts';
import { fails, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import type { AuditFolder } from './read-folder.ts';

/**
 * What was let in although the verdict did not say merge needs an approval that holds. A proven revert needs none,
 * unless the verdict blocks it; that it was one is believed of a signed link alone.
 */
export function checkEntry(
  { chains, documents, files }: AuditFolder,
  signed: readonly SignedStatementFile[],
  approvals: readonly Check[],
): readonly Check[] {
  const links = documentsOf(documents, 'interlock/merge-link/v1').map(({ value }) => value);
  const events = chains.flatMap((chain) => chain.events);
  const entered =
    links.length > 0 ||
    documentsOf(documents, 'interlock/deployment/v1').length > 0 ||
    events.some(({ outcome, type }) => type === 'change-merged' && outcome === 'done');
  const paths = documentsOf(documents, 'interlock/approval/v1').map(({ path }) => path);
  const approved = paths.length > 0 && !approvals.some(({ file, state }) => paths.includes(file) && state === 'fails');
  const reverts = links.filter((link) => link.lane === 'revert' && signedLink(link, signed) !== undefined);
  return documentsOf(documents, 'interlock/verdict/v1').flatMap(({ path, value }) => {
    const digest = files.find((file) => file.path === path)?.digest;
    const revert = value.decision === 'needs-approval' && reverts.some(({ verdictDigest }) => verdictDigest === digest);
    return entered && value.decision !== 'merge' && !approved && !revert
      ? [fails(path, `says ${value.decision}, and the change was let in without an approval that holds`)]
      : [];
  });
}
