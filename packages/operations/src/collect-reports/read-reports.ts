import { collect, fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { FindFiles, ReadFile } from '@interlock/core/ports';
import {
  groupBySuite,
  parseSuiteGlob,
  type ReportFile,
  type ReportFiles,
  type SuiteFiles,
} from '@interlock/core/reports';
import type { collectReports } from './declaration.ts';

interface Ports {
  readonly findFiles: FindFiles;
  readonly readFile: ReadFile;
}

type Inputs = Pick<InputsOf<typeof collectReports>, 'tests' | 'coverage' | 'scans'>;

/** Finds and reads every report that the inputs name. Fails with `usage` or as the ports do: a glob without a file fails. */
export async function readReports(inputs: Inputs, ports: Ports): Promise<Result<Omit<ReportFiles, 'root'>>> {
  if (inputs.tests.length + inputs.coverage.length + inputs.scans.length === 0) {
    return fail('usage', 'No report was named: expected at least one of the inputs tests, coverage and scans.', {
      hint: 'Set tests: reports/*.xml, coverage: coverage/lcov.info or scans: reports/*.sarif.',
    });
  }
  const tests = await readSuites(inputs.tests, ports);
  if (!tests.ok) return tests;
  const coverage = await readSuites(inputs.coverage, ports);
  if (!coverage.ok) return coverage;
  const scans = await readGlobs(inputs.scans, ports);
  if (!scans.ok) return scans;
  return ok({ tests: tests.value, coverage: coverage.value, scans: scans.value });
}

async function readSuites(lines: readonly string[], ports: Ports): Promise<Result<readonly SuiteFiles[]>> {
  const globs = collect(lines.map(parseSuiteGlob));
  if (!globs.ok) return globs;
  const suites: SuiteFiles[] = [];
  for (const [suite, of] of groupBySuite(globs.value)) {
    const files = await readGlobs(of, ports);
    if (!files.ok) return files;
    suites.push({ suite, files: files.value });
  }
  return ok(suites);
}

async function readGlobs(globs: readonly string[], ports: Ports): Promise<Result<readonly ReportFile[]>> {
  const files = new Map<string, ReportFile>();
  for (const glob of globs) {
    const paths = await ports.findFiles(glob);
    if (!paths.ok) return paths;
    for (const path of paths.value) {
      if (files.has(path)) continue;
      const content = await ports.readFile(path);
      if (!content.ok) return content;
      files.set(path, { path, content: content.value });
    }
  }
  return ok([...files.values()]);
}
