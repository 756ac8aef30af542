import type { Change } from '@interlock/core/change';
import { htmlReport, type Section } from '@interlock/core/report';
import { severities } from '@interlock/core/reports';
import { verdictHeadline, type Verdict } from '@interlock/core/verdict';
import type { SignedFacts } from './facts.ts';

const tones = { merge: 'good', 'needs-approval': 'attention', blocked: 'bad' } as const;
const maxRows = 200;

/** The HTML report of a run. */
export function runReport(facts: SignedFacts): string {
  const { change, verdict } = facts;
  return htmlReport({
    title: 'Interlock: verification of a change',
    headline: verdictHeadline(verdict),
    tone: tones[verdict.decision],
    facts: [
      ['base', change.base],
      ['head', change.head],
      ['policy', `${verdict.policy.name} ${verdict.policy.digest ?? ''}`.trim()],
      ['input', verdict.inputDigest ?? 'none'],
    ],
    sections: [
      findings(verdict),
      tests(facts),
      coverage(facts),
      scans(facts),
      sbom(facts),
      files(change),
      evidence(facts),
    ],
  });
}

function findings({ findings: found, notEvaluated }: Verdict): Section {
  const rows = found.map(({ asks, policy, path, line, message, fix }) => [
    asks,
    policy,
    path === undefined ? '-' : `${path}${line === undefined ? '' : `:${line}`}`,
    message,
    fix ?? '-',
  ]);
  const text =
    notEvaluated.length === 0
      ? 'Every policy was evaluated.'
      : `Not evaluated, because the policy does not ask for them or their evidence was not given: ${notEvaluated.join(', ')}.`;
  return {
    title: 'Findings',
    text,
    table: { head: ['asks for', 'policy', 'where', 'why', 'how to go on'], rows, empty: 'No policy found anything.' },
  };
}

function tests({ gathered }: SignedFacts): Section {
  const rows = (gathered.reports?.tests ?? []).map(({ suite, passed, failed, errored, skipped, durationSeconds }) => [
    suite,
    ...[passed, failed, errored, skipped].map(String),
    `${durationSeconds} s`,
  ]);
  const head = ['suite', 'passed', 'failed', 'errors', 'skipped', 'time'];
  return { title: 'Tests', table: { head, rows, empty: 'No test report was given.' } };
}

function coverage({ gathered }: SignedFacts): Section {
  const rows = (gathered.reports?.coverage ?? []).map(({ suite, lines }) => [
    suite,
    lines.percent === null ? 'no lines' : `${lines.percent} %`,
    `${lines.hit} of ${lines.found}`,
  ]);
  return { title: 'Coverage', table: { head: ['suite', 'lines', 'hit'], rows, empty: 'No coverage was given.' } };
}

function scans({ gathered }: SignedFacts): Section {
  const rows = (gathered.reports?.scans ?? []).map(({ tool, succeeded, counts }) => [
    `${tool.name} ${tool.version ?? ''}`.trim(),
    succeeded ? 'finished' : 'did not finish',
    ...severities.map((severity) => String(counts[severity])),
  ]);
  return {
    title: 'Open findings of scanners',
    table: { head: ['tool', 'scan', ...severities], rows, empty: 'No scan was given.' },
  };
}

function sbom({ gathered: { sbom: document } }: SignedFacts): Section {
  if (document === undefined) return { title: 'SBOM', text: 'The head has no lockfile that is supported.' };
  const { componentCount, lockfiles, unsupported } = document;
  const left = unsupported.length === 0 ? '' : ` Not supported: ${unsupported.slice(0, 10).join(', ')}.`;
  return { title: 'SBOM', text: `${componentCount} components from ${lockfiles.slice(0, 10).join(', ')}.${left}` };
}

function files({ files: changed, counts }: Change): Section {
  const rows = changed
    .slice(0, maxRows)
    .map(({ path, status, added, removed, binary }) => [path, status, binary ? 'binary' : `+${added} −${removed}`]);
  const more = changed.length > maxRows ? `, of which ${maxRows} are shown` : '';
  return {
    title: 'Changed files',
    text: `${counts.files} files, +${counts.linesAdded} −${counts.linesRemoved}${more}.`,
    table: { head: ['file', 'status', 'lines'], rows, empty: 'The change has no files.' },
  };
}

function evidence({ signed }: SignedFacts): Section {
  const rows = (signed ?? []).map(({ name, statement }) => [`${name}.sigstore.json`, statement.predicateType]);
  const text =
    signed === undefined
      ? 'Nothing was signed: there is no key in this environment.'
      : 'One bundle for each claim; evidence.jsonl holds them all.';
  return { title: 'Signed evidence', text, table: { head: ['bundle', 'predicate'], rows, empty: 'None.' } };
}
