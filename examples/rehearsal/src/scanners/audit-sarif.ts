/** The part of `npm audit --json` (auditReportVersion 2) that findings are made of. */
interface AuditReport {
  readonly auditReportVersion: 2;
  readonly vulnerabilities: Readonly<Record<string, { readonly via: readonly (string | Via)[] }>>;
}

interface Via {
  readonly source: number;
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly severity: string;
  readonly range: string;
}

/** CVSS scores in the middle of each of npm's severities. */
const scores: Readonly<Record<string, string>> = {
  critical: '9.5',
  high: '8.0',
  moderate: '5.5',
  low: '2.5',
  info: '0.0',
};

/**
 * SARIF 2.1.0 of a report of npm's: each advisory once, at the lockfile. Throws where the report is none: without one
 * nothing is known, and an empty scan would say that all is well.
 */
export function auditSarif(text: string, version: string): string {
  const report = parse(text);
  const found = Object.values(report.vulnerabilities).flatMap(({ via }) =>
    via.filter((one) => typeof one !== 'string'),
  );
  const run = {
    tool: { driver: { name: 'npm audit', version } },
    invocations: [{ executionSuccessful: true }],
    results: [...new Map(found.map((one) => [`${one.source} ${one.name}`, one])).values()].map(resultOf),
  };
  return `${JSON.stringify({ version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function parse(text: string): AuditReport {
  const report: unknown = JSON.parse(text);
  if (isReport(report)) return report;
  throw new Error(`npm audit gave no report: ${text.slice(0, 500)}`);
}

function isReport(value: unknown): value is AuditReport {
  if (typeof value !== 'object' || value === null || !('auditReportVersion' in value)) return false;
  return value.auditReportVersion === 2 && 'vulnerabilities' in value && typeof value.vulnerabilities === 'object';
}

function resultOf({ name, range, severity, source, title, url }: Via) {
  return {
    ruleId: /GHSA(?:-[a-z0-9]{4}){3}/u.exec(url)?.[0] ?? `npm-${source}`,
    level: severity === 'critical' || severity === 'high' ? 'error' : 'warning',
    message: { text: `${name} ${range}: ${title} (${url})` },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'package-lock.json' } } }],
    properties: { 'security-severity': scores[severity] ?? '5.5' },
  };
}
