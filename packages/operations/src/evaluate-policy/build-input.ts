import { configPath, parseConfig, type Config } from '@interlock/core/config';
import { sha256 } from '@interlock/core/digest';
import { localBuilderId, type ProvenanceSummary } from '@interlock/core/evidence';
import { fail, mapResult, ok, type Failure, type Result } from '@interlock/core/failure';
import type { Annotation } from '@interlock/core/host';
import { parsePolicyInput, type PolicyInput } from '@interlock/core/policy';
import type { CommitTree } from '@interlock/core/ports';
import { parseReports } from '@interlock/core/reports';
import { summarizeSbom } from '@interlock/core/sbom';
import { readBaseFile } from '@interlock/core/settings-file';
import { readManifest } from '../agent-manifest/read-manifest.ts';
import type { BuildInputPorts } from './ports.ts';
import type { ReadChange } from './read-change.ts';
import { reportsSection } from './reports-section.ts';

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
  readonly baseTree: CommitTree;
  /** Why artifacts are no more than claims: a policy sees only that they are. */
  readonly warnings: readonly Annotation[];
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
  const manifest = await readManifest(read, ports);
  if (!manifest.ok) return manifest;
  const document = {
    schema: 'interlock/input/v1',
    change: { ...read.change, class: 'git' },
    config: { coverage: config.value.coverage, scans: config.value.scans, class: 'git' },
    ...evidence.value.sections,
    ...(manifest.value === undefined ? {} : { manifest: manifest.value.section }),
  };
  const input = parsePolicyInput(document, 'the policy input');
  const { warnings } = evidence.value;
  return mapResult(input, (value) => ({ input: value, config: config.value, baseTree, warnings }));
}

async function readConfig(tree: CommitTree): Promise<Result<Config>> {
  const content = await readBaseFile(tree, configPath);
  if (!content.ok) return content;
  return parseConfig(content.value === undefined ? '' : new TextDecoder().decode(content.value));
}

async function readEvidence(
  read: ReadChange,
  sources: EvidenceSources,
  ports: BuildInputPorts,
): Promise<Result<{ readonly sections: object; readonly warnings: readonly Annotation[] }>> {
  const sbom = section(sources.sbom, (text, file) =>
    mapResult(summarizeSbom(text, file), (summary) => ({ ...summary, digest: sha256(text), class: 'claim' })),
  );
  if (!sbom.ok) return sbom;
  const reports = section(sources.reports, (text, file) => mapResult(parseReports(text, file), reportsSection));
  if (!reports.ok) return reports;
  const verified = await verifyAll(read, sources, ports);
  if (!verified.ok) return verified;
  const { artifacts, warnings } = verified.value;
  const sections = {
    ...(sbom.value === undefined ? {} : { sbom: sbom.value }),
    ...(reports.value === undefined ? {} : { reports: reports.value }),
    ...(artifacts.length === 0 ? {} : { artifacts }),
  };
  return ok({ sections, warnings });
}

function section(
  evidence: EvidenceText | undefined,
  parse: (text: string, file: string) => Result<object>,
): Result<object | undefined> {
  return evidence === undefined ? ok(undefined) : parse(evidence.text, evidence.file);
}

interface Verified {
  readonly artifacts: readonly object[];
  readonly warnings: readonly Annotation[];
}

async function verifyAll(
  { change, path }: ReadChange,
  { bundle, subjectPath }: EvidenceSources,
  { verifyArtifact }: BuildInputPorts,
): Promise<Result<Verified>> {
  if (bundle.length !== subjectPath.length) {
    return fail('usage', `${subjectPath.length} subject-path and ${bundle.length} bundle were given.`, {
      hint: 'Give one bundle for each subject-path, in the same order.',
    });
  }
  const artifacts: object[] = [];
  const warnings: Annotation[] = [];
  for (const [index, subject] of subjectPath.entries()) {
    const verified = await verifyArtifact(subject, bundle[index] ?? '', { repository: path, base: change.base });
    if (verified.ok) {
      artifacts.push({ subject, ...verified.value, class: classOf(verified.value) });
      continue;
    }
    if (verified.error.kind !== 'not-verified') return verified;
    // A signature that does not hold leaves a mere claim, which the policy judges; it is not a reason to judge nothing.
    artifacts.push({ subject, class: 'claim' });
    warnings.push(warningOf(verified.error));
  }
  return ok({ artifacts, warnings });
}

/** What a person built on a terminal is the word of that person alone: no job that the base defines saw it. */
const classOf = ({ builderId }: Partial<ProvenanceSummary>) =>
  builderId === undefined || builderId === localBuilderId ? 'claim' : 'attested';

function warningOf({ file, hint = '', kind, message }: Failure): Annotation {
  const text = `${message} ${hint}`.trim();
  return { level: 'warning', title: kind, message: text, ...(file === undefined ? {} : { file }) };
}
