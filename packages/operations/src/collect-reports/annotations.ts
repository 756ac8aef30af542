import type { Annotation } from '@interlock/core/host';
import type { Finding, Reports } from '@interlock/core/reports';
import { oneLine } from '@interlock/core/text';

/** GitHub shows ten annotations of a level and a step; the document and the summary have the rest. */
const most = 10;

/** Failed tests and open findings of severity critical and high, at most ten of each, critical ones first. */
export function annotationsOf(reports: Reports): readonly Annotation[] {
  return [...failedTests(reports).slice(0, most), ...gravestFindings(reports).slice(0, most)];
}

function failedTests({ tests }: Reports): readonly Annotation[] {
  return tests.flatMap(({ suite, failures }) =>
    failures.map(({ name, file, message }) => ({
      level: 'error' as const,
      title: oneLine(`Test failed (${suite}): ${name}`),
      message: oneLine(message) || 'The report gives no message.',
      ...(file === undefined ? {} : { file }),
    })),
  );
}

function gravestFindings({ scans }: Reports): readonly Annotation[] {
  return (['critical', 'high'] as const).flatMap((severity) =>
    scans.flatMap(({ tool, findings }) =>
      findings
        .filter((finding) => finding.state === 'open' && finding.severity === severity)
        .map((finding) => findingAnnotation(tool.name, finding)),
    ),
  );
}

function findingAnnotation(tool: string, { severity, ruleId, message, path, line }: Finding): Annotation {
  return {
    level: 'error',
    title: oneLine(`${tool}, ${severity}: ${ruleId}`),
    message: oneLine(message) || 'The report gives no message.',
    ...(path === undefined ? {} : { file: path }),
    ...(path === undefined || line === undefined ? {} : { line }),
  };
}
