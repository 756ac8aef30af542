import { ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { FindFiles, ReadFile, SourceTree } from '@interlock/core/ports';
import { collectReports, type Reports } from '@interlock/core/reports';
import { sbomFromTree, type TreeSbom } from '@interlock/core/sbom';
import { readReports } from '../collect-reports/index.ts';
import { ofChange } from '../evaluate-policy/index.ts';
import { identifyProject } from '../generate-sbom/index.ts';
import type { run } from './declaration.ts';

export interface GatherPorts {
  readonly findFiles: FindFiles;
  readonly readFile: ReadFile;
  /** Absolute form of a path of the working directory: reports write absolute paths. */
  readonly absolutePath: (path: string) => string;
}

export interface Gathered {
  /** Absent where the head has no lockfile that is supported. */
  readonly sbom?: TreeSbom;
  /** Absent where no report was named. */
  readonly reports?: Reports;
}

/** The SBOM of the head, read from its objects, and the reports that were named. */
export async function gather(
  head: SourceTree,
  inputs: InputsOf<typeof run>,
  ports: GatherPorts,
): Promise<Result<Gathered>> {
  const sbom = ofChange(await sbomOf(head));
  if (!sbom.ok) return sbom;
  const reports = await reportsOf(inputs, ports);
  if (!reports.ok) return reports;
  return ok({
    ...(sbom.value === undefined ? {} : { sbom: sbom.value }),
    ...(reports.value === undefined ? {} : { reports: reports.value }),
  });
}

async function sbomOf(tree: SourceTree): Promise<Result<TreeSbom | undefined>> {
  const project = await identifyProject(tree, { name: undefined, version: undefined });
  if (!project.ok) return project;
  const options = { ...project.value, includeDev: 'include', sourceDateEpoch: undefined } as const;
  const sbom = await sbomFromTree(tree, options);
  // A project without a lockfile has nothing to list; the policy says whether that is enough.
  return !sbom.ok && sbom.error.kind === 'no-match' ? ok(undefined) : sbom;
}

async function reportsOf(inputs: InputsOf<typeof run>, ports: GatherPorts): Promise<Result<Reports | undefined>> {
  if (inputs.tests.length + inputs.coverage.length + inputs.scans.length === 0) return ok(undefined);
  const files = await readReports(inputs, ports);
  return files.ok ? collectReports({ ...files.value, root: ports.absolutePath(inputs.path) }) : files;
}
