import { caseOf } from '@interlock/core/event';
import { ok, type Failure, type Result } from '@interlock/core/failure';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, Clock, RemoveFiles, WriteFiles } from '@interlock/core/ports';
import { renderVerdictMarkdown, undecided, undecidedAnnotations, verdictExitCode } from '@interlock/core/verdict';
import { resolveRange, type ChangePorts, type ChangeRange } from '../change-inputs.ts';
import { ofChange, policyName, readRange } from '../evaluate-policy/index.ts';
import type { run } from './declaration.ts';
import type { SignedFacts } from './facts.ts';
import { gather, type GatherPorts } from './gather.ts';
import { judgeChange, type JudgeChangePorts } from './judge-change.ts';
import { outputFiles, outputNames } from './output-files.ts';
import { signAll, type SignPorts } from './sign.ts';
import { statementsOf } from './statements.ts';

type Inputs = InputsOf<typeof run>;

export interface RunPorts extends GatherPorts, SignPorts, JudgeChangePorts, ChangePorts {
  readonly checkOutputs: CheckOutputs;
  readonly writeFiles: WriteFiles;
  readonly removeFiles: RemoveFiles;
  readonly clock: Pick<Clock, 'now'>;
  /** Ten bytes that nobody can guess. */
  readonly random: () => Uint8Array;
}

/** Gathers, judges and signs in memory, and writes the folder at the end: a run that fails leaves nothing behind. */
export const handleRun: Handler<typeof run, RunPorts> = async (inputs, ports) => {
  const cleared = await clearOutputs(inputs, ports);
  if (!cleared.ok) return cleared;
  const range = await rangeOf(inputs, ports);
  if (!range.ok) return range;
  const facts = await findOut(range.value, inputs, ports);
  if (!facts.ok) {
    return facts.error.kind === 'unreadable-change' ? tellUndecided(facts.error, range.value, inputs, ports) : facts;
  }
  const { change, now, verdict } = facts.value;
  const context = ports.runContext;
  const scene = { commit: change.head, case: caseOf(context) ?? 'local', now, context, random: ports.random };
  const files = outputFiles(facts.value, scene).map(({ content, name }) => ({ path: pathOf(inputs, name), content }));
  const written = await ports.writeFiles(files);
  if (!written.ok) return written;
  const names = new Set(files.map(({ path }) => path));
  const removed = await ports.removeFiles(pathsOf(inputs).filter((path) => !names.has(path)));
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

/** The change of the request that this run belongs to, else what was given, else the last commit. */
async function rangeOf(inputs: Inputs, ports: RunPorts): Promise<Result<ChangeRange>> {
  ports.reporter.progress('Reading the change');
  const { base, head, path } = inputs;
  if (ports.runContext.changeRequest !== undefined) return resolveRange({ base, head, repository: path }, ports);
  return resolveRange({ base: base ?? 'HEAD~1', head: head ?? 'HEAD', repository: path }, ports);
}

async function findOut(range: ChangeRange, inputs: Inputs, ports: RunPorts): Promise<Result<SignedFacts>> {
  const { clock, reporter } = ports;
  const read = ofChange(await readRange(range));
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

/** A run that fails must not leave the files of an earlier one, or of the change itself; only what is read stays. */
async function clearOutputs(inputs: Inputs, ports: RunPorts): Promise<Result<void>> {
  const paths = pathsOf(inputs);
  const free = await ports.checkOutputs(
    paths.map((path) => ({ input: 'output-dir', path })),
    [],
  );
  if (!free.ok) return free;
  const read = new Set([...inputs.bundle, ...inputs.subjectPath].map(ports.absolutePath));
  return ports.removeFiles(paths.filter((path) => !read.has(ports.absolutePath(path))));
}

/** A change that cannot be read gets an answer all the same, and the answer is no. */
async function tellUndecided(failure: Failure, { base, head }: ChangeRange, inputs: Inputs, ports: RunPorts) {
  const policy = { name: policyName(inputs.policy) ?? 'not read' };
  const verdict = undecided({ policy, base, head, evaluated: [], notEvaluated: [] }, failure);
  const markdown = renderVerdictMarkdown(verdict);
  const verdictPath = pathOf(inputs, 'verdict.json');
  const written = await ports.writeFiles([
    { path: verdictPath, content: `${JSON.stringify(verdict, null, 2)}\n` },
    { path: pathOf(inputs, 'summary.md'), content: markdown },
  ]);
  if (!written.ok) return written;
  for (const annotation of undecidedAnnotations(verdict)) ports.reporter.annotate(annotation);
  ports.reporter.summary(markdown);
  const { decision, result } = verdict;
  return ok({ outputs: { verdictPath, result, decision }, exitCode: verdictExitCode(verdict) });
}

const pathsOf = (inputs: Inputs) => outputNames.map((name) => pathOf(inputs, name));
const pathOf = ({ outputDir }: Inputs, name: string) => `${outputDir}/${name}`;

function resourceUri(inputs: Inputs, { runContext: { repository } }: RunPorts): string {
  return repository === undefined ? `git+file:${inputs.path}` : `git+${repository.server}/${repository.slug}`;
}
