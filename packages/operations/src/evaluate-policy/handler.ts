import { capabilityRecord, type CapabilityRecord } from '@interlock/core/capability-record';
import { exitCodeOf, mapResult, ok, type Result } from '@interlock/core/failure';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { NamedFile, OutputFile } from '@interlock/core/ports';
import {
  renderVerdictMarkdown,
  undecided,
  verdictAnnotations,
  verdictExitCode,
  type Verdict,
  type VerdictFacts,
} from '@interlock/core/verdict';
import { resolveRange } from '../change-inputs.ts';
import type { evaluatePolicy } from './declaration.ts';
import { judge } from './judge.ts';
import type { EvaluatePolicyPorts } from './ports.ts';
import { caseOfFile, caseOfRange, type Case } from './read-case.ts';

type Inputs = InputsOf<typeof evaluatePolicy>;
interface Judged {
  readonly verdict: Verdict;
  /** Where the change brings a manifest. */
  readonly record?: CapabilityRecord | undefined;
}

/** Builds or reads the input, judges it, and tells the verdict everywhere. */
export const handleEvaluatePolicy: Handler<typeof evaluatePolicy, EvaluatePolicyPorts> = async (inputs, ports) => {
  const recordFile = inputs.recordFile ?? besideOf(inputs.outputFile, 'capability-record.json');
  const outputs = [
    { input: 'output-file', path: inputs.outputFile },
    { input: 'record-file', path: recordFile },
  ];
  const free = await ports.clearOutputs({ outputs, read: filesRead(inputs) });
  if (!free.ok) return free;
  const judged = await reachVerdict(inputs, ports);
  if (!judged.ok) return judged;
  const { record, verdict } = judged.value;
  const files = [...(record === undefined ? [] : [jsonFile(recordFile, record)]), jsonFile(inputs.outputFile, verdict)];
  const written = await ports.writeFiles(files);
  if (!written.ok) return written;
  const told = await tell(verdict, inputs, ports);
  if (!told.ok) return told;
  const { decision, findings, result } = verdict;
  const recordPath = record === undefined ? undefined : recordFile;
  return ok({
    outputs: { verdictPath: inputs.outputFile, recordPath, result, decision, findings: String(findings.length) },
    exitCode: verdictExitCode(verdict),
  });
};

const besideOf = (path: string, name: string) => path.replace(/[^/]*$/, name);
const jsonFile = (path: string, document: object): OutputFile => ({
  path,
  content: `${JSON.stringify(document, null, 2)}\n`,
});

function filesRead({ bundle, input, reports, sbom, subjectPath }: Inputs): readonly NamedFile[] {
  const lists = { input: [input], sbom: [sbom], reports: [reports], bundle, 'subject-path': subjectPath };
  return Object.entries(lists).flatMap(([name, paths]) =>
    paths.flatMap((path) => (path === undefined ? [] : [{ input: name, path }])),
  );
}

/** A verdict, or what is wrong with the call. Where neither can be told, the verdict says so, with the result `fail`. */
async function reachVerdict(inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<Judged>> {
  if (inputs.input !== undefined)
    return orUndecided(await judgeCase(caseOfFile(inputs.input, inputs, ports), inputs, ports), inputs);
  const range = await resolveRange(inputs, ports);
  if (!range.ok) return orUndecided(range, inputs);
  const { base, head } = range.value;
  return orUndecided(await judgeCase(caseOfRange(range.value, inputs, ports), inputs, ports), inputs, { base, head });
}

function orUndecided(
  judged: Result<Judged>,
  inputs: Inputs,
  commits: Pick<VerdictFacts, 'base' | 'head'> = {},
): Result<Judged> {
  if (judged.ok || exitCodeOf(judged.error) !== 3) return judged;
  const policy = { name: inputs.policy ?? 'not read' };
  return ok({ verdict: undecided({ policy, ...commits, evaluated: [], notEvaluated: [] }, judged.error) });
}

async function judgeCase(
  reading: Promise<Result<Case>>,
  { deadline }: Inputs,
  ports: EvaluatePolicyPorts,
): Promise<Result<Judged>> {
  const prepared = await reading;
  if (!prepared.ok) return prepared;
  const { input, policies, typed } = prepared.value;
  const verdict = await judge(input, { ...policies, deadlineSeconds: deadline }, ports);
  return mapResult(verdict, (value) => ({
    verdict: value,
    record: typed === undefined ? undefined : capabilityRecord(typed, value),
  }));
}

async function tell(verdict: Verdict, inputs: Inputs, ports: EvaluatePolicyPorts): Promise<Result<void>> {
  const markdown = renderVerdictMarkdown(verdict);
  for (const annotation of verdictAnnotations(verdict)) ports.reporter.annotate(annotation);
  ports.reporter.summary(markdown);
  if (inputs.comment === 'never' || ports.publishVerdict === undefined) return ok(undefined);
  return ports.publishVerdict(verdict, markdown);
}
