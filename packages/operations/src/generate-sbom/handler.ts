import { sha256 } from '@interlock/core/digest';
import { ok, type Failure, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { CheckOutputs, SourceTree, WriteFile } from '@interlock/core/ports';
import { sbomFromTree, type TreeSbom } from '@interlock/core/sbom';
import { inlineCode, markdownTable, oneLine } from '@interlock/core/text';
import type { generateSbom } from './declaration.ts';
import { identifyProject } from './project-identity.ts';

export interface GenerateSbomPorts {
  readonly openTree: (path: string) => SourceTree;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly reporter: Reporter;
}

export const handleGenerateSbom: Handler<typeof generateSbom, GenerateSbomPorts> = async (inputs, ports) => {
  const tree = ports.openTree(inputs.path);
  const project = await identifyProject(tree, { name: inputs.name, version: inputs.version });
  if (!project.ok) return locate(project.error, inputs.path);
  const sbom = await sbomFromTree(tree, {
    ...project.value,
    includeDev: inputs.includeDev ? 'include' : 'exclude',
    sourceDateEpoch: inputs.sourceDateEpoch,
  });
  if (!sbom.ok) return locate(sbom.error, inputs.path);
  const read = ['package.json', ...sbom.value.lockfiles].map((file) => ({
    input: 'path',
    path: `${inputs.path}/${file}`,
  }));
  const free = await ports.checkOutputs([{ input: 'output-file', path: inputs.outputFile }], read);
  if (!free.ok) return free;
  const written = await ports.writeFile(inputs.outputFile, sbom.value.json);
  if (!written.ok) return written;
  for (const line of gapsOf(sbom.value)) ports.reporter.info(line);
  ports.reporter.summary(summaryOf(inputs.outputFile, sbom.value));
  const sbomDigest = sha256(sbom.value.json);
  const componentCount = String(sbom.value.componentCount);
  return ok({ outputs: { sbomPath: inputs.outputFile, sbomDigest, componentCount }, exitCode: 0 });
};

/** A file of the tree as people name it: from the working directory. */
function locate(failure: Failure, path: string): Result<never> {
  const folder = path.replace(/^(?:\.\/+)+|\/+$/g, '');
  const { file } = failure;
  if (file === undefined || file === path || folder === '.' || folder === '') return { ok: false, error: failure };
  return { ok: false, error: { ...failure, file: `${folder}/${file}` } };
}

const shownGaps = 20;

/** What the SBOM does not hold or cannot place: one line each, and how many more there are. */
function gapsOf({ unsupported, unresolved, unreachable }: TreeSbom): readonly string[] {
  return [
    ...firstOf(unsupported, (file) => `Not in the SBOM: ${oneLine(file)} (format not supported).`),
    ...firstOf(
      unresolved,
      ({ file, from, name, why }) =>
        `Not in the SBOM: ${oneLine(name, 100)}, a dependency of ${oneLine(from, 100)} in ${oneLine(file)} (${why}).`,
    ),
    ...firstOf(unreachable, (id) => `In the SBOM, but nothing depends on it: ${oneLine(id, 100)}.`),
  ];
}

function firstOf<T>(items: readonly T[], line: (item: T) => string): readonly string[] {
  const lines = items.slice(0, shownGaps).map(line);
  return items.length > shownGaps ? [...lines, `… and ${items.length - shownGaps} more of this kind.`] : lines;
}

function summaryOf(outputFile: string, sbom: TreeSbom): string {
  const isComplete = sbom.unsupported.length === 0 && sbom.unresolved.length === 0;
  return markdownTable(
    ['SBOM', inlineCode(outputFile)],
    [
      ['Components', String(sbom.componentCount)],
      ['Dependencies between them', String(sbom.edgeCount)],
      ['Lockfiles', sbom.lockfiles.slice(0, 10).map(inlineCode).join(', ')],
      ['Complete', isComplete ? 'yes' : 'no'],
      ['Lockfiles not supported', String(sbom.unsupported.length)],
      ['Dependencies not resolved', String(sbom.unresolved.length)],
      ['Packages nothing depends on', String(sbom.unreachable.length)],
    ],
  );
}
