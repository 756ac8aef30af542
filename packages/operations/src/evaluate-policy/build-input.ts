import { configPath, parseConfig, type Config } from '@interlock/core/config';
import { sha256 } from '@interlock/core/digest';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { parsePolicyInput, type PolicyInput } from '@interlock/core/policy';
import type { SourceTree } from '@interlock/core/ports';
import type { BuildInputPorts } from './ports.ts';
import type { ReadChange } from './read-change.ts';

/** A text and the file that it is, or will be, in. */
export interface EvidenceText {
  readonly file: string;
  readonly text: string;
}

/** What the input is built from, beside the change. */
export interface EvidenceSources {
  readonly sbom?: EvidenceText | undefined;
  readonly reports?: EvidenceText | undefined;
  readonly bundle: readonly string[];
  readonly subjectPath: readonly string[];
}

export interface BuiltInput {
  readonly input: PolicyInput;
  readonly config: Config;
  readonly baseTree: SourceTree;
}

/** Gathers everything that a policy judges; the configuration comes from the base commit alone. */
export async function buildInput(
  read: ReadChange,
  sources: EvidenceSources,
  ports: BuildInputPorts,
): Promise<Result<BuiltInput>> {
  const baseTree = read.repository.tree(read.change.base);
  const config = await readConfig(baseTree);
  if (!config.ok) return config;
  const evidence = await readEvidence(read, sources, ports);
  if (!evidence.ok) return evidence;
  const document = {
    schema: 'interlock/input/v1',
    change: { ...read.change, class: 'git' },
    config: { coverage: config.value.coverage, class: 'git' },
    ...evidence.value,
  };
  const input = parsePolicyInput(document, 'the policy input');
  return input.ok ? ok({ input: input.value, config: config.value, baseTree }) : input;
}

async function readConfig(tree: SourceTree): Promise<Result<Config>> {
  const content = await tree.read(configPath);
  if (!content.ok) return content;
  return parseConfig(content.value === undefined ? '' : new TextDecoder().decode(content.value));
}

async function readEvidence(
  read: ReadChange,
  sources: EvidenceSources,
  ports: BuildInputPorts,
): Promise<Result<object>> {
  const sbom = section(sources.sbom, (text, file) =>
    mapResult(ports.summarizeSbom(text, file), (summary) => ({ ...summary, digest: sha256(text), class: 'claim' })),
  );
  if (!sbom.ok) return sbom;
  const reports = section(sources.reports, ports.parseReports);
  if (!reports.ok) return reports;
  const artifacts = await verifyAll(read, sources, ports);
  if (!artifacts.ok) return artifacts;
  return ok({
    ...(sbom.value === undefined ? {} : { sbom: sbom.value }),
    ...(reports.value === undefined ? {} : { reports: reports.value }),
    ...(artifacts.value === undefined ? {} : { artifacts: artifacts.value }),
  });
}

function section(
  evidence: EvidenceText | undefined,
  parse: (text: string, file: string) => Result<object>,
): Result<object | undefined> {
  return evidence === undefined ? ok(undefined) : parse(evidence.text, evidence.file);
}

async function verifyAll(
  { change, path }: ReadChange,
  { bundle, subjectPath }: EvidenceSources,
  { verifyArtifact }: BuildInputPorts,
): Promise<Result<readonly object[] | undefined>> {
  if (bundle.length !== subjectPath.length) {
    return fail('usage', `${subjectPath.length} subject-path and ${bundle.length} bundle were given.`, {
      hint: 'Give one bundle for each subject-path, in the same order.',
    });
  }
  if (bundle.length === 0) return ok(undefined);
  const artifacts: object[] = [];
  for (const [index, subject] of subjectPath.entries()) {
    const verified = await verifyArtifact(subject, bundle[index] ?? '', { repository: path, base: change.base });
    if (verified.ok) artifacts.push({ subject, ...verified.value, class: 'attested' });
    // A signature that does not hold leaves a mere claim, which the policy judges; it is not a reason to judge nothing.
    else if (verified.error.kind === 'not-verified') artifacts.push({ subject, class: 'claim' });
    else return verified;
  }
  return ok(artifacts);
}
