import { exitCodeOf, fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import type { Handler, InputsOf } from '@interlock/core/operation';
import { parsePolicyInput } from '@interlock/core/policy';
import type { NamedFile, ReadFile } from '@interlock/core/ports';
import {
  renderVerdictMarkdown,
  undecided,
  verdictAnnotations,
  verdictExitCode,
  type Verdict,
} from '@interlock/core/verdict';
import { buildInput, type EvidenceText } from './build-input.ts';
import { choosePolicy } from './choose-policy.ts';
import type { evaluatePolicy } from './declaration.ts';
import { judge } from './judge.ts';
import type { EvaluatePolicyPorts } from './ports.ts';
import { readChange } from './read-change.ts';

type Inputs = InputsOf<typeof evaluatePolicy>;
interface Case {
  readonly input: unknown;
  readonly policy: string;
  readonly readFile: ReadFile;
}

/** Builds or reads the input, judges it, and tells the verdict everywhere. */
export const handleEvaluatePolicy: Handler<typeof evaluatePolicy, EvaluatePolicyPorts> = async (inputs, ports) => {
  const free = await ports.checkOutputs([{ input: 'output-file', path: inputs.outputFile }], filesRead(inputs));
  if (!free.ok) return free;
  const verdict = await reachVerdict(inputs, ports);
  if (!verdict.ok) return verdict;
  const written = await ports.writeFile(inputs.outputFile, `${JSON.stringify(verdict.value, null, 2)}\n`);
  if (!written.ok) return written;
  const told = await tell(verdict.value, inputs, ports);
  if (!told.ok) return told;
  const { decision, findings, result } = verdict.value;
  return ok({
    outputs: { verdictPath: inputs.outputFile, result, decision, findings: String(findings.length) },
    exitCode: verdictExitCode(verdict.value),
  });
};

function filesRead({ bundle, input, reports, sbom, subjectPath }: Inputs): readonly NamedFile[] {
  const lists = { input: [input], sbom: [sbom], reports: [reports], bundle, 'subject-path': subjectPath };
  return Object.entries(lists).flatMap(([name, paths]) =>
    paths.flatMap((path) => (path === undefined ? [] : [{ input: name, path }])),
  );
}

/** A verdict, or what is wrong with the call. Where neither can be told, the verdict says so, with the result `fail`. */
async function reachVerdict(inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Verdict>> {
  const verdict = await judgeCase(inputs, ports);
  if (verdict.ok || exitCodeOf(verdict.error) !== 3) return verdict;
  const policy = { name: inputs.policy ?? 'not read' };
  return ok(undecided({ policy, evaluated: [], notEvaluated: [] }, verdict.error));
}

async function judgeCase(inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Verdict>> {
  const prepared = inputs.input === undefined ? await fromRepository(inputs, ports) : await fromFile(inputs, ports);
  if (!prepared.ok) return prepared;
  const { input, policy, readFile } = prepared.value;
  return judge(input, { policy, readFile, deadlineSeconds: inputs.deadline }, ports);
}

async function tell(verdict: Verdict, inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<void>> {
  const markdown = renderVerdictMarkdown(verdict);
  for (const annotation of verdictAnnotations(verdict)) ports.reporter.annotate(annotation);
  ports.reporter.summary(markdown);
  if (inputs.comment === 'never' || ports.publishVerdict === undefined) return ok(undefined);
  return ports.publishVerdict(verdict, markdown);
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
  const typed = typeof json.value === 'object' && json.value !== null && 'schema' in json.value;
  const checked = typed || policy.startsWith('pack:') ? parsePolicyInput(json.value, file) : json;
  return checked.ok ? ok({ input: checked.value, policy, readFile: ports.readFile }) : checked;
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
  return ok({ input: built.value.input, ...choosePolicy(inputs.policy, built.value, ports.readFile) });
}

async function readText(file: string | undefined, readFile: ReadFile): Promise<Result<EvidenceText | undefined>> {
  if (file === undefined) return ok(undefined);
  return mapResult(await readFile(file), (content) => ({ file, text: new TextDecoder().decode(content) }));
}
