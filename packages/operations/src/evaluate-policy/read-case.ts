import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import type { InputsOf } from '@interlock/core/operation';
import { parsePolicyInput, type PolicyInput } from '@interlock/core/policy';
import type { ReadFile } from '@interlock/core/ports';
import type { ChangeRange } from '../change-inputs.ts';
import { buildInput, type EvidenceText } from './build-input.ts';
import { choosePolicies, policyNames, type Policies } from './choose-policy.ts';
import type { evaluatePolicy } from './declaration.ts';
import { isPack } from './plan.ts';
import type { EvaluatePolicyPorts } from './ports.ts';
import { ofChange, readRange } from './read-change.ts';

type Inputs = InputsOf<typeof evaluatePolicy>;

/** What is judged, and by what. */
export interface Case {
  readonly input: unknown;
  /** The same, where it is a document of ours. */
  readonly typed?: PolicyInput;
  readonly policies: Policies;
}

/** The input that was given. A change request decides itself what is judged, so that it takes none. */
export async function caseOfFile(file: string, inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Case>> {
  const { changeRequest } = ports.runContext;
  if (changeRequest !== undefined) {
    return fail('usage', `An input was given, and the change request ${changeRequest.number} decides what is judged.`, {
      hint: 'Leave input out.',
    });
  }
  const { base, bundle, head, key, reports, sbom, signingKey, subjectPath } = inputs;
  const others = {
    base,
    head,
    sbom,
    reports,
    bundle: bundle[0],
    'subject-path': subjectPath[0],
    // The gate signs what it computed itself.
    key,
    'signing-key': signingKey,
  };
  const given = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length > 0) {
    return fail('usage', `The input "input" excludes ${given.join(', ')}.`, {
      hint: 'Give either a finished policy input or what it is built from.',
    });
  }
  const content = await ports.readFile(file);
  if (!content.ok) return content;
  const json = parseJson(new TextDecoder().decode(content.value), file);
  if (!json.ok) return json;
  const named = policyNames(inputs.policy.length > 0 ? inputs.policy : ['pack:zero-config']);
  const policies = { named: named.map((policy) => ({ policy, readFile: ports.readFile })), always: [] };
  const isOurs = typeof json.value === 'object' && json.value !== null && 'schema' in json.value;
  if (!isOurs && !named.some(isPack)) return ok({ input: json.value, policies });
  const checked = parsePolicyInput(json.value, file);
  return mapResult(checked, (typed) => ({ input: typed, typed, policies }));
}

/** The input that follows from the change, and the policies that its base asks for. */
export async function caseOfRange(
  range: ChangeRange,
  inputs: Inputs,
  ports: EvaluatePolicyPorts,
): Promise<Result<Case>> {
  const read = ofChange(await readRange(range));
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
  return ok({ input, typed: input, policies: choosePolicies(inputs.policy, built.value, ports) });
}

async function readText(file: string | undefined, readFile: ReadFile): Promise<Result<EvidenceText | undefined>> {
  if (file === undefined) return ok(undefined);
  return mapResult(await readFile(file), (content) => ({ file, text: new TextDecoder().decode(content) }));
}
