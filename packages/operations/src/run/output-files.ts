import type { CapabilityRecord } from '@interlock/core/capability-record';
import { renderReports } from '@interlock/core/reports';
import { renderVerdictMarkdown } from '@interlock/core/verdict';
import { eventLines, type RunEvent } from './events.ts';
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
export function outputFiles(facts: SignedFacts): readonly NamedContent[] {
  const { change, gathered, now, policyInput, record, signed = [], verdict } = facts;
  const { reports, sbom } = gathered;
  const verdictJson = `${JSON.stringify(verdict, null, 2)}\n`;
  const reportsJson = reports === undefined ? undefined : renderReports(reports);
  return [
    ...(sbom === undefined ? [] : [{ name: 'sbom.cdx.json', content: sbom.json }]),
    ...(reportsJson === undefined ? [] : [{ name: 'reports.json', content: reportsJson }]),
    { name: 'policy-input.json', content: policyInput },
    { name: 'verdict.json', content: verdictJson },
    ...(record === undefined ? [] : [{ name: 'capability-record.json', content: recordJson(record) }]),
    ...signed.map(({ bundle, name }) => ({ name: `${name}.sigstore.json`, content: `${bundle}\n` })),
    { name: 'evidence.jsonl', content: signed.map(({ bundle }) => `${bundle}\n`).join('') },
    { name: 'events.jsonl', content: eventLines(eventsOf(facts, verdictJson, reportsJson), change.head, now) },
    { name: 'summary.md', content: renderVerdictMarkdown(verdict) },
    { name: 'report.html', content: runReport(facts) },
  ];
}

const recordJson = (record: CapabilityRecord) => `${JSON.stringify(record, null, 2)}\n`;

function eventsOf(
  { change, gathered: { sbom }, record, signed, verdict }: SignedFacts,
  verdictJson: string,
  reportsJson: string | undefined,
): readonly RunEvent[] {
  const { decision, policy } = verdict;
  const events: readonly (RunEvent | undefined)[] = [
    { event: 'change-read', facts: { base: change.base, files: change.counts.files } },
    sbom && { event: 'sbom-generated', content: sbom.json, facts: { components: sbom.componentCount } },
    reportsJson === undefined ? undefined : { event: 'reports-collected', content: reportsJson, facts: {} },
    { event: 'policy-evaluated', content: verdictJson, facts: { policy: policy.name, decision } },
    record && {
      event: 'capabilities-recorded',
      content: recordJson(record),
      facts: { manifest: record.manifest.path, signature: record.manifest.signature.state },
    },
    signed && { event: 'evidence-signed', facts: { bundles: signed.length } },
  ];
  return events.filter((event) => event !== undefined);
}
