import { capabilityRecordType } from '../capability-record/index.ts';
import { verificationSummaryType, type ParsedStatement } from '../evidence/index.ts';
import { mergeLinkPredicateType } from '../merge-link/index.ts';
import { oneLine } from '../text/index.ts';
import { decide, type Verdict } from '../verdict/index.ts';
import { canonical, type SignedStatementFile } from './check-bundles.ts';
import { decideCheck, fails, holds, note, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import { findNamed } from './find-named.ts';
import type { AuditFolder } from './read-folder.ts';

/** Whether the verdict follows from its own findings and input, and whether what was signed says the same. */
export function checkVerdicts(folder: AuditFolder, signed: readonly SignedStatementFile[]): readonly Check[] {
  const verdicts = documentsOf(folder.documents, 'interlock/verdict/v1');
  const own = verdicts.flatMap(({ path, value }) => checkVerdict(path, value, folder));
  const records = checkRecords(
    verdicts.map(({ value }) => value),
    folder,
    signed,
  );
  if (verdicts.length === 0) return [...own, ...records];
  return [...own, ...checkHeads(verdicts, signed), ...checkSummaries(verdicts, signed), ...records];
}

function checkVerdict(path: string, verdict: Verdict, { documents, files }: AuditFolder): readonly Check[] {
  const inputs = documents.filter(({ schema }) => schema === 'interlock/input/v1').map((one) => one.path);
  const input = files.find((file) => inputs.includes(file.path) && file.digest === verdict.inputDigest);
  const follows =
    verdict.undecided !== undefined || canonical(decide(verdict, verdict.findings)) === canonical(verdict);
  const says = {
    yes: `${verdict.decision}, as its findings ask`,
    no: `its decision or order does not follow from its findings`,
  };
  const decided = decideCheck(path, follows, says);
  if (inputs.length === 0 || verdict.inputDigest === undefined)
    return [decided, note(path, 'the policy input is not in the folder, so that the verdict cannot be reached again')];
  const judged = {
    yes: `judged ${input?.path ?? ''}`,
    no: 'was reached from another policy input than the one in the folder',
  };
  return [decided, decideCheck(path, input !== undefined, judged)];
}

type Verdicts = readonly { readonly path: string; readonly value: Verdict }[];

/** Every statement about a commit is about the head of a verdict. */
function checkHeads(verdicts: Verdicts, signed: readonly SignedStatementFile[]): readonly Check[] {
  const heads = verdicts.flatMap(({ value }) => value.head ?? []);
  if (heads.length < verdicts.length) return [];
  return signed.flatMap(({ path, statement }) => {
    const commits = commitsOf(statement);
    if (statement.predicateType === mergeLinkPredicateType || commits.length === 0) return [];
    const about = heads.find((head) => commits.includes(head));
    return [
      decideCheck(path, about !== undefined, {
        yes: `is about commit ${about?.slice(0, 7) ?? ''}`,
        no: `is about commit ${oneLine(commits.join(', '), 100)}, and the verdict about ${heads.join(', ')}`,
      }),
    ];
  });
}

/** Each summary that the gate signed says what a verdict about its commit says, and no such verdict says otherwise. */
function checkSummaries(verdicts: Verdicts, signed: readonly SignedStatementFile[]): readonly Check[] {
  const summaries = signed.filter(({ statement }) => statement.predicateType === verificationSummaryType);
  const isOf = ({ statement }: SignedStatementFile, { value }: Verdicts[number]) => {
    const commits = commitsOf(statement);
    return commits.length === 0 || value.head === undefined || commits.includes(value.head);
  };
  const own = summaries.map((summary) => {
    const some = verdicts.some((one) => isOf(summary, one) && agrees(summary.statement, one.value));
    const says = { yes: 'says what the verdict says', no: 'says another result or policy than the verdict' };
    return decideCheck(summary.path, some, says);
  });
  const unsaid = verdicts.flatMap((one) => {
    const about = summaries.filter((summary) => isOf(summary, one));
    const wrong = about.length > 0 && !about.some(({ statement }) => agrees(statement, one.value));
    return wrong && verdicts.length > 1 ? [fails(one.path, 'says another result or policy than what was signed')] : [];
  });
  return [...own, ...unsaid];
}

function agrees({ predicate }: ParsedStatement, { decision, policy: { digest, name } }: Verdict): boolean {
  const { policy, verificationResult } = predicate ?? {};
  const wanted = digest === undefined ? {} : { sha256: digest.slice('sha256:'.length) };
  return (
    verificationResult === (decision === 'merge' ? 'PASSED' : 'FAILED') &&
    canonical(policy) === canonical({ uri: name, digest: wanted })
  );
}

const commitsOf = ({ subject }: ParsedStatement) => subject.flatMap(({ digest }) => digest['gitCommit'] ?? []);

function checkRecords(
  verdicts: readonly Verdict[],
  folder: AuditFolder,
  signed: readonly SignedStatementFile[],
): readonly Check[] {
  const statements = signed.filter(({ statement }) => statement.predicateType === capabilityRecordType);
  return documentsOf(folder.documents, 'interlock/capability-record/v1').flatMap(({ path, value }) => {
    const same = verdicts.some(
      (verdict) =>
        value.decision === verdict.decision && value.head === verdict.head && value.inputDigest === verdict.inputDigest,
    );
    const about =
      verdicts.length === 0
        ? note(path, 'its verdict is not in the folder')
        : decideCheck(path, same, { yes: 'is of this verdict', no: 'is of another verdict' });
    if (statements.length === 0) return [about];
    const bound = statements.some(({ statement }) => canonical(statement.predicate) === canonical(value));
    return [about, decideCheck(path, bound, { yes: 'is what was signed', no: 'is not the record that was signed' })];
  });
}

/** Documents that a statement carries word by word: the SBOM. */
export function checkPredicates({ json }: AuditFolder, signed: readonly SignedStatementFile[]): readonly Check[] {
  const boms = signed.filter(({ statement }) => statement.predicate?.['bomFormat'] === 'CycloneDX');
  if (boms.length === 0) return [];
  const files = [...json].filter(([, value]) => isBom(value));
  return files.map(([path, value]) => {
    const bound = boms.some(({ statement }) => canonical(statement.predicate) === canonical(value));
    return decideCheck(path, bound, { yes: 'is the SBOM that was signed', no: 'is not the SBOM that was signed' });
  });
}

export function isBom(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'bomFormat' in value && value.bomFormat === 'CycloneDX';
}

/** `sha256sum` lines: digest, two blanks, name. */
export function checkChecksums({ checksums, files }: AuditFolder): readonly Check[] {
  return checksums.flatMap(({ path, text = '' }) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line, index): Check => {
        const [, hex, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
        if (hex === undefined || name === undefined)
          return fails(path, `line ${index + 1} is no SHA-256 with the name of a file`);
        const found = findNamed(files, path, { name, digest: `sha256:${hex}` });
        if (found === 'here') return holds(path, `has the digest of ${oneLine(name, 80)}`);
        return found === 'absent'
          ? note(path, `${oneLine(name, 80)} is not in the folder`)
          : fails(found.path, `has another digest than ${path} says`);
      }),
  );
}
