import { ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { CheckOutputs, FindFiles, NamedFile, ReadFile, WriteFile } from '@interlock/core/ports';
import * as core from '@interlock/core/reports';
import { annotationsOf } from './annotations.ts';
import type { collectReports } from './declaration.ts';
import { readReports } from './read-reports.ts';
import { summaryOf } from './summary.ts';

export interface CollectReportsPorts {
  readonly findFiles: FindFiles;
  readonly readFile: ReadFile;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly reporter: Reporter;
  /** Absolute path of the repository's folder: coverage tools and scanners write absolute paths. */
  readonly workingDirectory: string;
}

export const handleCollectReports: Handler<typeof collectReports, CollectReportsPorts> = async (inputs, ports) => {
  const files = await readReports(inputs, ports);
  if (!files.ok) return files;
  const output = { input: 'output-file', path: inputs.outputFile };
  const free = await ports.checkOutputs([output], filesRead(files.value));
  if (!free.ok) return free;
  const reports = core.collectReports({ ...files.value, root: ports.workingDirectory });
  if (!reports.ok) return reports;
  const written = await ports.writeFile(inputs.outputFile, core.renderReports(reports.value));
  if (!written.ok) return written;
  for (const annotation of annotationsOf(reports.value)) ports.reporter.annotate(annotation);
  ports.reporter.summary(summaryOf(reports.value));
  return ok({ outputs: { reportsPath: inputs.outputFile, ...figuresOf(reports.value) }, exitCode: 0 });
};

function filesRead({ tests, coverage, scans }: Omit<core.ReportFiles, 'root'>): readonly NamedFile[] {
  const of = (input: string, files: readonly core.ReportFile[]) => files.map(({ path }) => ({ input, path }));
  return [
    ...tests.flatMap(({ files }) => of('tests', files)),
    ...coverage.flatMap(({ files }) => of('coverage', files)),
    ...of('scans', scans),
  ];
}

function figuresOf({ tests, coverage, scans }: core.Reports) {
  const sum = (numbers: readonly number[]): string => String(numbers.reduce((total, number) => total + number, 0));
  const percents = coverage.map(({ lines }) => lines.percent ?? 0);
  return {
    testsPassed: sum(tests.map(({ passed }) => passed)),
    testsFailed: sum(tests.map(({ failed, errored }) => failed + errored)),
    coveragePercent: percents.length === 0 ? '' : String(Math.min(...percents)),
    findingsOpen: sum(scans.flatMap(({ counts }) => Object.values(counts))),
  };
}
