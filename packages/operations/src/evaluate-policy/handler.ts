import { capabilityRecord, type CapabilityRecord } from '@interlock/core/capability-record';
import type { SigningKey } from '@interlock/core/evidence';
import { exitCodeOf, fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { NamedFile } from '@interlock/core/ports';
import {
  renderVerdictMarkdown,
  undecided,
  verdictAnnotations,
  verdictExitCode,
  type Verdict,
  type VerdictFacts,
} from '@interlock/core/verdict';
import { resolveRange } from '../change-inputs.ts';
import { policyName } from './choose-policy.ts';
import type { evaluatePolicy } from './declaration.ts';
import { judge } from './judge.ts';
import type { EvaluatePolicyPorts } from './ports.ts';
import { caseOfFile, caseOfRange, type Case } from './read-case.ts';
import { findRecordKey } from './record-key.ts';
import { jsonFile, namedOutputs, outputPaths, recordFiles, signatureLine } from './record-files.ts';

type Inputs = InputsOf<typeof evaluatePolicy>;
interface Judged {
  readonly verdict: Verdict;
  /** Where the change brings a manifest. */
  readonly record?: CapabilityRecord | undefined;
  /** What the record is signed with, where a key was given. */
  readonly key?: SigningKey | undefined;
}

/** Builds or reads the input, judges it, and tells the verdict everywhere. */
export const handleEvaluatePolicy: Handler<typeof evaluatePolicy, EvaluatePolicyPorts> = async (inputs, ports) => {
  const paths = outputPaths(inputs);
  const free = await ports.clearOutputs({ outputs: namedOutputs(paths), read: filesRead(inputs) });
  if (!free.ok) return free;
  if (inputs.request !== undefined && ports.runContext.kind !== 'terminal')
    return fail('usage', 'request is for a terminal; here the platform says which request this is.', {
      hint: 'Leave request out.',
    });
  const judged = await reachVerdict(inputs, ports);
  if (!judged.ok) return judged;
  const { key, record, verdict } = judged.value;
  const recorded = await recordFiles(record, key, { ...paths, ...ports });
  if (!recorded.ok) return recorded;
  const { files, signature } = recorded.value;
  const written = await ports.writeFiles([...files, jsonFile(paths.verdict, verdict)]);
  if (!written.ok) return written;
  const told = await tell(renderVerdictMarkdown(verdict) + signatureLine(signature), verdict, { inputs, ports });
  if (!told.ok) return told;
  const { decision, findings, result } = verdict;
  return ok({
    outputs: {
      verdictPath: paths.verdict,
      recordPath: signature === 'none' ? undefined : paths.record,
      recordBundlePath: signature === 'signed' ? paths.bundle : undefined,
      recordSignature: signature,
      result,
      decision,
      findings: String(findings.length),
    },
    exitCode: verdictExitCode(verdict),
  });
};

function filesRead({ bundle, input, key, reports, sbom, subjectPath }: Inputs): readonly NamedFile[] {
  const lists = { input: [input], sbom: [sbom], reports: [reports], bundle, 'subject-path': subjectPath, key: [key] };
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
  const key = await findRecordKey(inputs, range.value, ports);
  if (!key.ok) return orUndecided(key, inputs, { base, head });
  const judged = await judgeCase(caseOfRange(range.value, inputs, ports), inputs, ports);
  return orUndecided(
    mapResult(judged, (value) => ({ ...value, key: key.value })),
    inputs,
    { base, head },
  );
}

function orUndecided(
  judged: Result<Judged>,
  inputs: Inputs,
  commits: Pick<VerdictFacts, 'base' | 'head'> = {},
): Result<Judged> {
  if (judged.ok || exitCodeOf(judged.error) !== 3) return judged;
  const policy = { name: policyName(inputs.policy) ?? 'not read' };
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

interface Telling {
  readonly inputs: Inputs;
  readonly ports: EvaluatePolicyPorts;
}

async function tell(markdown: string, verdict: Verdict, { inputs, ports }: Telling): Promise<Result<void>> {
  for (const annotation of verdictAnnotations(verdict)) ports.reporter.annotate(annotation);
  ports.reporter.summary(markdown);
  if (inputs.comment === 'never' || ports.publishVerdict === undefined) return ok(undefined);
  return ports.publishVerdict(verdict, markdown);
}
