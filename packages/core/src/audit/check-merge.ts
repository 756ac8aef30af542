import type { MergeLink } from '../merge-link/index.ts';
import { mergeLinkPredicateType } from '../merge-link/index.ts';
import { canonical, type SignedStatementFile } from './check-bundles.ts';
import { decideCheck, fails, note, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import type { AuditFolder } from './read-folder.ts';

/** Whether what was merged is what was judged and approved, and whether what was signed says the same. */
export function checkMerges(folder: AuditFolder, signed: readonly SignedStatementFile[]): readonly Check[] {
  const links = documentsOf(folder.documents, 'interlock/merge-link/v1');
  return [
    ...links.flatMap(({ path, value }) => [
      decideCheck(path, value.sameTree && value.merged.tree === value.judgedTree, {
        yes: `merged as ${value.merged.commit.slice(0, 7)} by the lane ${value.lane}, with the tree that was judged`,
        no: 'another tree was merged than the one that was judged',
      }),
      ...checkJudged(path, value, folder),
      ...checkApproved(path, value, folder),
      ...(signedLink(value, signed) === undefined ? [note(path, 'no trusted signature is over this link')] : []),
    ]),
    ...(links.length === 0 ? [] : foreignStatements(links, signed)),
  ];
}

/** The statement that a trusted key signed about exactly this link. */
export function signedLink(link: MergeLink, signed: readonly SignedStatementFile[]): SignedStatementFile | undefined {
  const { schema: _, ...predicate } = link;
  return signed.find(
    ({ statement: { predicate: said, predicateType, subject } }) =>
      predicateType === mergeLinkPredicateType &&
      subject.some(({ digest }) => digest['gitCommit'] === link.merged.commit) &&
      canonical(said) === canonical(predicate),
  );
}

function foreignStatements(
  links: readonly { readonly value: MergeLink }[],
  signed: readonly SignedStatementFile[],
): readonly Check[] {
  const known = new Set(links.map(({ value }) => signedLink(value, signed)));
  return signed
    .filter((one) => one.statement.predicateType === mergeLinkPredicateType && !known.has(one))
    .map(({ path }) => fails(path, 'is about another merge than the link in the folder'));
}

function checkJudged(path: string, link: MergeLink, { documents, files }: AuditFolder): readonly Check[] {
  const verdicts = documentsOf(documents, 'interlock/verdict/v1');
  if (verdicts.length === 0) return [note(path, 'the verdict that it was merged on is not in the folder')];
  const own = verdicts.find((one) => digestIn(files, one.path) === link.verdictDigest);
  if (own === undefined) return [fails(path, 'was merged on another verdict than the one in the folder')];
  return [
    decideCheck(path, own.value.head === link.head && own.value.base === link.base, {
      yes: `was merged on ${own.path}, about the same head and base`,
      no: `names another head or base than ${own.path}`,
    }),
  ];
}

function checkApproved(path: string, link: MergeLink, { documents, files }: AuditFolder): readonly Check[] {
  if (link.approvalDigest === undefined) return [];
  const results = documentsOf(documents, 'interlock/approval-result/v1');
  if (results.length === 0) return [note(path, 'the answer about its approval is not in the folder')];
  const own = results.find((one) => digestIn(files, one.path) === link.approvalDigest);
  return [
    decideCheck(path, own?.value.result === 'approved', {
      yes: `was merged with the approval of ${own?.path ?? ''}`,
      no: 'was merged with another answer about an approval than the one in the folder',
    }),
  ];
}

const digestIn = (files: AuditFolder['files'], path: string) => files.find((file) => file.path === path)?.digest;
