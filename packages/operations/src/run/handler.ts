import { collectChange, type Change } from '@interlock/core/change';
import { ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { Clock, OpenRepository, ReadFile, Repository, WriteFile } from '@interlock/core/ports';
import { renderReports } from '@interlock/core/reports';
import { renderVerdictMarkdown, renderVerdictText, verdictExitCode, type Verdict } from '@interlock/core/verdict';
import { buildInput, judge, type BuildInputPorts, type JudgePorts } from '../evaluate-policy/index.ts';
import type { run } from './declaration.ts';
import { eventLines, type RunEvent } from './events.ts';
import { gather, type Gathered, type GatherPorts } from './gather.ts';
import { runReport } from './report.ts';
import { signAll, type SignedStatement, type SignPorts } from './sign.ts';
import { statementsOf } from './statements.ts';

type Inputs = InputsOf<typeof run>;

export interface RunPorts extends GatherPorts, SignPorts, JudgePorts, BuildInputPorts {
  readonly openRepository: OpenRepository;
  readonly readFile: ReadFile;
  readonly writeFile: WriteFile;
  readonly clock: Pick<Clock, 'now'>;
  readonly reporter: Reporter;
}

/** Gathers, judges and signs in memory, and writes the folder at the end: a run that fails leaves nothing behind. */
export const handleRun: Handler<typeof run, RunPorts> = async (inputs, ports) => {
  const { reporter } = ports;
  reporter.progress('Reading the change');
  const read = await readChange(inputs, ports);
  if (!read.ok) return read;
  const { change, repository } = read.value;
  reporter.progress('Reading lockfiles and reports');
  const gathered = await gather(repository, change.head, inputs, ports);
  if (!gathered.ok) return gathered;
  reporter.progress('Evaluating the policy');
  const verdict = await judgeChange(change, gathered.value, inputs, ports);
  if (!verdict.ok) return verdict;
  reporter.progress('Signing the evidence');
  const now = ports.clock.now();
  const facts = {
    head: change.head,
    resourceUri: resourceUri(inputs, ports),
    gathered: gathered.value,
    verdict: verdict.value,
    now,
  };
  const signed = await signAll(statementsOf(facts), inputs, ports);
  if (!signed.ok) return signed;
  const files = outputFiles({ change, gathered: gathered.value, verdict: verdict.value, signed: signed.value }, now);
  for (const [name, content] of files) {
    const written = await ports.writeFile(pathOf(inputs, name), content);
    if (!written.ok) return written;
  }
  for (const line of renderVerdictText(verdict.value)) reporter.info(line);
  reporter.info(`Report: ${pathOf(inputs, 'report.html')}`);
  const { decision, result } = verdict.value;
  return ok({
    outputs: {
      verdictPath: pathOf(inputs, 'verdict.json'),
      reportPath: pathOf(inputs, 'report.html'),
      result,
      decision,
    },
    exitCode: verdictExitCode(verdict.value),
  });
};

const pathOf = (inputs: Inputs, name: string) => `${inputs.outputDir}/${name}`;

function resourceUri(inputs: Inputs, { runContext }: RunPorts): string {
  const { repository } = runContext;
  return repository === undefined ? `git+file:${inputs.path}` : `git+${repository.server}/${repository.slug}`;
}

async function readChange(
  inputs: Inputs,
  ports: RunPorts,
): Promise<Result<{ readonly change: Change; readonly repository: Repository }>> {
  const repository = await ports.openRepository(inputs.path);
  if (!repository.ok) return repository;
  const base = await repository.value.resolve(inputs.base);
  if (!base.ok) return base;
  const head = await repository.value.resolve(inputs.head);
  if (!head.ok) return head;
  const change = await collectChange(repository.value, base.value, head.value);
  return change.ok ? ok({ change: change.value, repository: repository.value }) : change;
}

async function judgeChange(
  change: Change,
  { sbom, reports }: Gathered,
  inputs: Inputs,
  ports: RunPorts,
): Promise<Result<Verdict>> {
  const made = new Map<string, string>();
  if (sbom !== undefined) made.set(pathOf(inputs, 'sbom.cdx.json'), sbom.json);
  if (reports !== undefined) made.set(pathOf(inputs, 'reports.json'), renderReports(reports));
  const readFile: ReadFile = async (path) => {
    const content = made.get(path);
    return content === undefined ? ports.readFile(path) : ok(new TextEncoder().encode(content));
  };
  const sources = {
    repository: inputs.path,
    base: change.base,
    head: change.head,
    sbom: sbom === undefined ? undefined : pathOf(inputs, 'sbom.cdx.json'),
    reports: reports === undefined ? undefined : pathOf(inputs, 'reports.json'),
    bundle: inputs.bundle,
    subjectPath: inputs.subjectPath,
  };
  const built = await buildInput(sources, { ...ports, readFile });
  if (!built.ok) return built;
  const policy = inputs.policy ?? built.value.config.policy ?? 'pack:zero-config';
  return judge(built.value.input, { policy, readFile: ports.readFile, deadlineSeconds: inputs.deadline }, ports);
}

interface RunResult {
  readonly change: Change;
  readonly gathered: Gathered;
  readonly verdict: Verdict;
  readonly signed: readonly SignedStatement[] | undefined;
}

function outputFiles(result: RunResult, now: number): readonly (readonly [string, string])[] {
  const { change, gathered, signed, verdict } = result;
  const json = `${JSON.stringify(verdict, null, 2)}\n`;
  const reports = gathered.reports === undefined ? undefined : renderReports(gathered.reports);
  return [
    ...(gathered.sbom === undefined ? [] : [['sbom.cdx.json', gathered.sbom.json] as const]),
    ...(reports === undefined ? [] : [['reports.json', reports] as const]),
    ['verdict.json', json],
    ...(signed ?? []).map(({ name, bundle }) => [`${name}.sigstore.json`, `${bundle}\n`] as const),
    ['evidence.jsonl', (signed ?? []).map(({ bundle }) => `${bundle}\n`).join('')],
    ['events.jsonl', eventLines(eventsOf(result, json, reports), change.head, now)],
    ['summary.md', renderVerdictMarkdown(verdict)],
    ['report.html', runReport(result)],
  ];
}

function eventsOf(
  { change, gathered, signed, verdict }: RunResult,
  json: string,
  reports?: string,
): readonly RunEvent[] {
  const { sbom } = gathered;
  return [
    { event: 'change-read', facts: { base: change.base, files: change.counts.files } },
    ...(sbom === undefined
      ? []
      : [{ event: 'sbom-generated', content: sbom.json, facts: { components: sbom.componentCount } } as const]),
    ...(reports === undefined ? [] : [{ event: 'reports-collected', content: reports, facts: {} } as const]),
    { event: 'policy-evaluated', content: json, facts: { policy: verdict.policy.name, decision: verdict.decision } },
    { event: 'evidence-signed', facts: { bundles: signed?.length ?? 0 } },
  ];
}
