import type { CapabilityRecord } from '@interlock/core/capability-record';
import { renderReports } from '@interlock/core/reports';
import { renderVerdictMarkdown, verdictExitCode } from '@interlock/core/verdict';
import { eventLines, type EventScene, type RunEvent } from './events.ts';
import type { SignedFacts } from './facts.ts';
import { runReport } from './report.ts';

export interface NamedContent {
  readonly name: string;
  readonly content: string;
}

/** Every name that a run writes: left by an earlier one, such a file would be no evidence of this change. */
export const outputNames: readonly string[] = [
  'verdict.json',
  'policy-input.json',
  'evidence.jsonl',
  'events.jsonl',
  'summary.md',
  'report.html',
  'sbom.cdx.json',
  'reports.json',
  'capability-record.json',
  ...['sbom', 'verdict', 'capability-record', 'tests-unit', 'tests-integration', 'tests-e2e'].map(
    (name) => `${name}.sigstore.json`,
  ),
];

/** Every file of the output folder, by name. */
export function outputFiles(facts: SignedFacts, scene: EventScene): readonly NamedContent[] {
  const { gathered, policyInput, record, signed = [], verdict } = facts;
  const { reports, sbom } = gathered;
  const verdictJson = `${JSON.stringify(verdict, null, 2)}\n`;
  const reportsJson = reports === undefined ? undefined : renderReports(reports);
  const evidence: readonly NamedContent[] = [
    ...(sbom === undefined ? [] : [{ name: 'sbom.cdx.json', content: sbom.json }]),
    ...(reportsJson === undefined ? [] : [{ name: 'reports.json', content: reportsJson }]),
    { name: 'policy-input.json', content: policyInput },
    { name: 'verdict.json', content: verdictJson },
    ...(record === undefined ? [] : [{ name: 'capability-record.json', content: recordJson(record) }]),
    ...signed.map(({ bundle, name }) => ({ name: `${name}.sigstore.json`, content: `${bundle}\n` })),
    { name: 'evidence.jsonl', content: signed.map(({ bundle }) => `${bundle}\n`).join('') },
    { name: 'summary.md', content: renderVerdictMarkdown(verdict) },
    { name: 'report.html', content: runReport(facts) },
  ];
  return [...evidence, { name: 'events.jsonl', content: eventLines(eventsOf(facts, evidence), scene) }];
}

const recordJson = (record: CapabilityRecord) => `${JSON.stringify(record, null, 2)}\n`;

/** Each file that the run writes is named by the event of the step that made it. */
function eventsOf(
  { change, gathered, record, signed, verdict }: SignedFacts,
  written: readonly NamedContent[],
): readonly RunEvent[] {
  const { decision, policy } = verdict;
  const files = (...names: readonly string[]) => written.filter(({ name }) => names.includes(name));
  const bundles = written.filter(({ name }) => name.endsWith('.sigstore.json')).map(({ name }) => name);
  const outcome = outcomes[verdictExitCode(verdict)];
  const events: readonly (RunEvent | undefined)[] = [
    { type: 'change-read', facts: { base: change.base, files: change.counts.files } },
    gathered.sbom && {
      type: 'sbom-generated',
      files: files('sbom.cdx.json'),
      facts: { components: gathered.sbom.componentCount },
    },
    gathered.reports && { type: 'reports-collected', files: files('reports.json'), facts: {} },
    {
      type: 'policy-evaluated',
      outcome,
      files: files('policy-input.json', 'verdict.json', 'summary.md', 'report.html'),
      facts: { policy: policy.name, decision },
    },
    record && {
      type: 'capabilities-recorded',
      files: files('capability-record.json'),
      facts: { manifest: record.manifest.path, signature: record.manifest.signature.state },
    },
    signed && {
      type: 'evidence-signed',
      files: files(...bundles, 'evidence.jsonl'),
      facts: { bundles: signed.length },
    },
  ];
  return events.filter((event) => event !== undefined);
}

const outcomes = { 0: 'done', 1: 'refused', 3: 'undecided', 4: 'needs-approval' } as const;
