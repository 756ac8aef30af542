import { capabilityRecord, type CapabilityRecord } from '@interlock/core/capability-record';
import { mapResult, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { InputsOf } from '@interlock/core/operation';
import { renderPolicyInput } from '@interlock/core/policy';
import type { ReadFile } from '@interlock/core/ports';
import { renderReports } from '@interlock/core/reports';
import type { Verdict } from '@interlock/core/verdict';
import {
  buildInput,
  choosePolicies,
  judge,
  type BuildInputPorts,
  type JudgePorts,
  type ReadChange,
} from '../evaluate-policy/index.ts';
import type { run } from './declaration.ts';
import type { Gathered } from './gather.ts';

export interface JudgedChange {
  /** As canonical JSON, so that the verdict can be reached again from the file alone. */
  readonly policyInput: string;
  readonly verdict: Verdict;
  /** Where the change brings a manifest. */
  readonly record: CapabilityRecord | undefined;
}

export interface JudgeChangePorts extends JudgePorts, BuildInputPorts {
  readonly readFile: ReadFile;
  readonly reporter: Reporter;
}

/** Judges the change by what was gathered, as evaluate-policy would judge the files that the run writes. */
export async function judgeChange(
  read: ReadChange,
  { reports, sbom }: Gathered,
  inputs: InputsOf<typeof run>,
  ports: JudgeChangePorts,
): Promise<Result<JudgedChange>> {
  const sources = {
    sbom: sbom === undefined ? undefined : { file: 'sbom.cdx.json', text: sbom.json },
    reports: reports === undefined ? undefined : { file: 'reports.json', text: renderReports(reports) },
    bundle: inputs.bundle,
    subjectPath: inputs.subjectPath,
  };
  const built = await buildInput(read, sources, ports);
  if (!built.ok) return built;
  const { input, warnings } = built.value;
  for (const warning of warnings) ports.reporter.annotate(warning);
  const policies = choosePolicies(inputs.policy, built.value, ports);
  const verdict = await judge(input, { ...policies, deadlineSeconds: inputs.deadline }, ports);
  return mapResult(verdict, (value) => ({
    policyInput: renderPolicyInput(input),
    verdict: value,
    record: capabilityRecord(input, value),
  }));
}
