import { caseOf } from '@interlock/core/event';
import { ok, type Result } from '@interlock/core/failure';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { Clock, OpenRepository, RemoveFiles, WriteFiles } from '@interlock/core/ports';
import { renderVerdictMarkdown, undecidedAnnotations, verdictExitCode } from '@interlock/core/verdict';
import { readChange } from '../evaluate-policy/index.ts';
import type { run } from './declaration.ts';
import type { SignedFacts } from './facts.ts';
import { gather, type GatherPorts } from './gather.ts';
import { judgeChange, type JudgeChangePorts } from './judge-change.ts';
import { optionalFiles, outputFiles } from './output-files.ts';
import { signAll, type SignPorts } from './sign.ts';
import { statementsOf } from './statements.ts';

type Inputs = InputsOf<typeof run>;

export interface RunPorts extends GatherPorts, SignPorts, JudgeChangePorts {
  readonly openRepository: OpenRepository;
  readonly writeFiles: WriteFiles;
  readonly removeFiles: RemoveFiles;
  readonly clock: Pick<Clock, 'now'>;
  /** Ten bytes that nobody can guess. */
  readonly random: () => Uint8Array;
}

/** Gathers, judges and signs in memory, and writes the folder at the end: a run that fails leaves nothing behind. */
export const handleRun: Handler<typeof run, RunPorts> = async (inputs, ports) => {
  const facts = await findOut(inputs, ports);
  if (!facts.ok) return facts;
  const { change, now, verdict } = facts.value;
  const context = ports.runContext;
  const scene = { commit: change.head, case: caseOf(context) ?? 'local', now, context, random: ports.random };
  const files = outputFiles(facts.value, scene).map(({ content, name }) => ({ path: pathOf(inputs, name), content }));
  const written = await ports.writeFiles(files);
  if (!written.ok) return written;
  const names = new Set(files.map(({ path }) => path));
  const outdated = optionalFiles.map((name) => pathOf(inputs, name)).filter((path) => !names.has(path));
  const removed = await ports.removeFiles(outdated);
  if (!removed.ok) return removed;
  const reportPath = pathOf(inputs, 'report.html');
  for (const annotation of undecidedAnnotations(verdict)) ports.reporter.annotate(annotation);
  ports.reporter.summary(renderVerdictMarkdown(verdict));
  ports.reporter.info(`Report: ${reportPath}`);
  const { decision, result } = verdict;
  return ok({
    outputs: { verdictPath: pathOf(inputs, 'verdict.json'), reportPath, result, decision },
    exitCode: verdictExitCode(verdict),
  });
};

async function findOut(inputs: Inputs, ports: RunPorts): Promise<Result<SignedFacts>> {
  const { clock, openRepository, reporter } = ports;
  reporter.progress('Reading the change');
  const read = await readChange(inputs, openRepository);
  if (!read.ok) return read;
  const { change, repository } = read.value;
  reporter.progress('Reading lockfiles and reports');
  const gathered = await gather(repository.tree(change.head), inputs, ports);
  if (!gathered.ok) return gathered;
  reporter.progress('Evaluating the policy');
  const judged = await judgeChange(read.value, gathered.value, inputs, ports);
  if (!judged.ok) return judged;
  reporter.progress('Signing the evidence');
  const facts = { ...judged.value, change, gathered: gathered.value, now: clock.now() };
  const signed = await signAll(statementsOf(facts, resourceUri(inputs, ports)), inputs, ports);
  return signed.ok ? ok({ ...facts, signed: signed.value }) : signed;
}

const pathOf = ({ outputDir }: Inputs, name: string) => `${outputDir}/${name}`;

function resourceUri(inputs: Inputs, { runContext: { repository } }: RunPorts): string {
  return repository === undefined ? `git+file:${inputs.path}` : `git+${repository.server}/${repository.slug}`;
}
