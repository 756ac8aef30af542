import { configPath, parseConfig, type Config } from '@interlock/core/config';
import { sha256 } from '@interlock/core/digest';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { parsePolicyInput, type PolicyInput } from '@interlock/core/policy';
import type { ReadFile, SourceTree } from '@interlock/core/ports';
import type { BuildInputPorts } from './ports.ts';

/** What the input is built from; revisions of the repository, paths of the working directory. */
export interface InputSources {
  readonly repository: string;
  readonly base: string;
  readonly head: string;
  readonly sbom?: string | undefined;
  readonly reports?: string | undefined;
  readonly bundle: readonly string[];
  readonly subjectPath: readonly string[];
}

export interface BuiltInput {
  readonly input: PolicyInput;
  readonly config: Config;
  readonly baseTree: SourceTree;
}

/** Gathers everything that a policy judges; the configuration comes from the base commit alone. */
export async function buildInput(sources: InputSources, ports: BuildInputPorts): Promise<Result<BuiltInput>> {
  const repository = await ports.openRepository(sources.repository);
  if (!repository.ok) return repository;
  const base = await repository.value.resolve(sources.base);
  if (!base.ok) return base;
  const head = await repository.value.resolve(sources.head);
  if (!head.ok) return head;
  const change = await ports.collectChange(repository.value, base.value, head.value);
  if (!change.ok) return change;
  const baseTree = repository.value.tree(base.value);
  const config = await readConfig(baseTree);
  if (!config.ok) return config;
  const evidence = await readEvidence(sources, ports);
  if (!evidence.ok) return evidence;
  const document = {
    schema: 'interlock/input/v1',
    change: { ...change.value, class: 'git' },
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

async function readEvidence(sources: InputSources, ports: BuildInputPorts): Promise<Result<object>> {
  const { parseReports, readFile, summarizeSbom } = ports;
  const sbom = await section(sources.sbom, readFile, (text, file) => summarize(text, file, summarizeSbom));
  if (!sbom.ok) return sbom;
  const reports = await section(sources.reports, readFile, (text, file) => parseReports(text, file));
  if (!reports.ok) return reports;
  const artifacts = await verifyAll(sources, ports);
  if (!artifacts.ok) return artifacts;
  return ok({
    ...(sbom.value === undefined ? {} : { sbom: { ...sbom.value, class: 'claim' } }),
    ...(reports.value === undefined ? {} : { reports: reports.value }),
    ...(artifacts.value === undefined ? {} : { artifacts: artifacts.value }),
  });
}

function summarize(text: string, file: string, read: BuildInputPorts['summarizeSbom']): Result<object> {
  return mapResult(read(text, file), (summary) => ({ ...summary, digest: sha256(text) }));
}

async function section(
  path: string | undefined,
  readFile: ReadFile,
  read: (text: string, file: string) => Result<object>,
): Promise<Result<object | undefined>> {
  if (path === undefined) return ok(undefined);
  const content = await readFile(path);
  return content.ok ? read(new TextDecoder().decode(content.value), path) : content;
}

async function verifyAll(
  sources: InputSources,
  ports: BuildInputPorts,
): Promise<Result<readonly object[] | undefined>> {
  const { bundle, subjectPath, repository, base } = sources;
  if (bundle.length !== subjectPath.length) {
    return fail('usage', `${subjectPath.length} subject-path and ${bundle.length} bundle were given.`, {
      hint: 'Give one bundle for each subject-path, in the same order.',
    });
  }
  if (bundle.length === 0) return ok(undefined);
  const artifacts: object[] = [];
  for (const [index, subject] of subjectPath.entries()) {
    const verified = await ports.verifyArtifact(subject, bundle[index] ?? '', { repository, base });
    if (verified.ok) artifacts.push({ subject, ...verified.value, class: 'attested' });
    // A signature that does not hold leaves a mere claim, which the policy judges; it is not a reason to judge nothing.
    else if (verified.error.kind === 'not-verified') artifacts.push({ subject, class: 'claim' });
    else return verified;
  }
  return ok(artifacts);
}
