import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import type { InputsOf } from '@interlock/core/operation';
import { parsePolicyInput, type PolicyInput } from '@interlock/core/policy';
import type { ReadFile } from '@interlock/core/ports';
import { buildInput, type EvidenceText } from './build-input.ts';
import { choosePolicy } from './choose-policy.ts';
import type { evaluatePolicy } from './declaration.ts';
import type { EvaluatePolicyPorts } from './ports.ts';
import { readChange } from './read-change.ts';

type Inputs = InputsOf<typeof evaluatePolicy>;

/** What is judged, and by what. */
export interface Case {
  readonly input: unknown;
  /** The same, where it is a document of ours. */
  readonly typed?: PolicyInput;
  readonly policy: string;
  readonly readFile: ReadFile;
}

/** The input that was given, or the one that follows from the change. */
export async function readCase(inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Case>> {
  return inputs.input === undefined ? fromRepository(inputs, ports) : fromFile(inputs, ports);
}

async function fromFile(inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Case>> {
  const { base, bundle, head, reports, sbom, subjectPath } = inputs;
  const others = {
    base,
    head,
    sbom,
    reports,
    bundle: bundle[0],
    'subject-path': subjectPath[0],
  };
  const given = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length > 0) {
    return fail('usage', `The input "input" excludes ${given.join(', ')}.`, {
      hint: 'Give either a finished policy input or what it is built from.',
    });
  }
  const file = inputs.input ?? '';
  const content = await ports.readFile(file);
  if (!content.ok) return content;
  const json = parseJson(new TextDecoder().decode(content.value), file);
  if (!json.ok) return json;
  const policy = inputs.policy ?? 'pack:zero-config';
  const { readFile } = ports;
  const isOurs = typeof json.value === 'object' && json.value !== null && 'schema' in json.value;
  if (!isOurs && !policy.startsWith('pack:')) return ok({ input: json.value, policy, readFile });
  const checked = parsePolicyInput(json.value, file);
  return mapResult(checked, (typed) => ({ input: typed, typed, policy, readFile }));
}

async function fromRepository(inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Case>> {
  const base = inputs.base ?? ports.runContext.changeRequest?.base;
  const head = inputs.head ?? ports.runContext.changeRequest?.head;
  if (base === undefined || head === undefined) {
    return fail('usage', 'There is no change to judge: base and head were not given, and this is no change request.', {
      hint: 'Run in a pull or merge request, give base and head, or give a finished policy input as input.',
    });
  }
  const read = await readChange({ path: inputs.repository, base, head }, ports.openRepository);
  if (!read.ok) return read;
  const sbom = await readText(inputs.sbom, ports.readFile);
  if (!sbom.ok) return sbom;
  const reports = await readText(inputs.reports, ports.readFile);
  if (!reports.ok) return reports;
  const { bundle, subjectPath } = inputs;
  const sources = { sbom: sbom.value, reports: reports.value, bundle, subjectPath };
  const built = await buildInput(read.value, sources, ports);
  if (!built.ok) return built;
  for (const warning of built.value.warnings) ports.reporter.annotate(warning);
  const { input } = built.value;
  return ok({ input, typed: input, ...choosePolicy(inputs.policy, built.value, ports.readFile) });
}

async function readText(file: string | undefined, readFile: ReadFile): Promise<Result<EvidenceText | undefined>> {
  if (file === undefined) return ok(undefined);
  return mapResult(await readFile(file), (content) => ({ file, text: new TextDecoder().decode(content) }));
}
