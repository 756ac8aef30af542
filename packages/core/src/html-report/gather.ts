import { requestDigest } from '../approval/index.ts';
import { documentsOf, isBom, readFolder, type Audit, type AuditFile, type AuditFolder } from '../audit/index.ts';
import type { ApprovalPart } from './approval-section.ts';
import type { CanaryPart } from './canary-section.ts';
import { readDependencies, type Dependency } from './components.ts';
import type { DependencyPart } from './dependency-section.ts';
import type { DiagramPart } from './diagram-section.ts';
import type { EventPart } from './event-section.ts';
import type { EvidencePart } from './evidence-section.ts';
import type { LedgerPart } from './ledger-section.ts';
import type { ReportsPart } from './test-section.ts';
import type { VerdictPart } from './verdict-section.ts';

/** Everything that a report shows, as plain data. */
export interface ReportParts {
  readonly verdicts: readonly VerdictPart[];
  readonly evidence: EvidencePart;
  readonly dependencies?: DependencyPart | undefined;
  readonly reports: readonly ReportsPart[];
  readonly canaries: readonly CanaryPart[];
  readonly approvals: ApprovalPart;
  readonly events: readonly EventPart[];
  readonly ledger?: LedgerPart | undefined;
  readonly diagram?: DiagramPart | undefined;
}

/** What does not lie in the folder. Left out: not given, which the report says. */
export interface GivenParts {
  readonly base?: readonly Dependency[] | undefined;
  readonly ledger?: LedgerPart | undefined;
  readonly diagram?: DiagramPart | undefined;
}

/** Sorts what is in a folder of evidence into the parts of a report. What cannot be read is a check of the audit. */
export function gatherParts(files: readonly AuditFile[], audit: Audit, { base, ...given }: GivenParts): ReportParts {
  const folder = readFolder(files);
  const { documents } = folder;
  const accepted = acceptedIds(folder);
  return {
    ...given,
    verdicts: documentsOf(documents, 'interlock/verdict/v1').map(({ path, value }) => ({
      file: path,
      verdict: value,
      accepted: accepted(value.head),
    })),
    evidence: { audit, digests: new Map(files.map(({ digest, path }) => [path, digest])) },
    dependencies: dependenciesOf(folder, base),
    reports: documentsOf(documents, 'interlock/reports/v1').map(({ path, value }) => ({ file: path, reports: value })),
    canaries: documentsOf(documents, 'interlock/canary-decision/v1').map(({ path, value }) => ({
      file: path,
      decision: value,
    })),
    approvals: {
      requests: documentsOf(documents, 'interlock/approval-request/v1'),
      approvals: documentsOf(documents, 'interlock/approval/v1'),
      results: documentsOf(documents, 'interlock/approval-result/v1'),
      checks: audit.checks,
    },
    events: folder.chains.map(({ events, path }) => ({ file: path, events })),
  };
}

/** The findings of a head that verify-approval says were accepted: those of the very request that it answered. */
function acceptedIds({ documents }: AuditFolder): (head: string | undefined) => ReadonlySet<string> {
  const approved = new Set(
    documentsOf(documents, 'interlock/approval-result/v1')
      .filter(({ value }) => value.result === 'approved')
      .map(({ value }) => value.requestDigest),
  );
  const requests = documentsOf(documents, 'interlock/approval-request/v1').map(({ value }) => value);
  return (head) => {
    const answered = requests.filter(({ subject }) => subject.head === head && approved.has(requestDigest(subject)));
    return new Set(answered.flatMap(({ findings }) => findings.map(({ id }) => id)));
  };
}

/** The first SBOM of the folder; copies of it are the same file. */
function dependenciesOf(
  { files, json }: AuditFolder,
  base: readonly Dependency[] | undefined,
): DependencyPart | undefined {
  const boms = files.filter(({ path }) => isBom(json.get(path)));
  const read = boms.map(({ digest, path }) => ({ digest, path, head: readDependencies(json.get(path)) }));
  const [first, ...others] = read.filter(({ head }) => head !== undefined);
  if (first?.head === undefined) return undefined;
  return {
    file: first.path,
    head: first.head,
    ...(base === undefined ? {} : { base }),
    others: others.filter(({ digest }) => digest !== first.digest).map(({ path }) => path),
  };
}
