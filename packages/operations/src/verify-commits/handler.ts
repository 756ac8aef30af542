import { commitReport, judgeCommit, signatureFixes, type CommitReport } from '@interlock/core/commit-signature';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, Clock, OpenRepository, RunContext, WriteFile } from '@interlock/core/ports';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';
import { readSigners } from '../verify-artifact/index.ts';
import type { verifyCommits } from './declaration.ts';

export interface VerifyCommitsPorts {
  readonly openRepository: OpenRepository;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly clock: Pick<Clock, 'now'>;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}

/** Exit 0: every commit is good. 1: one is not. An empty range has nothing that could be wrong and is an error. */
export const handleVerifyCommits: Handler<typeof verifyCommits, VerifyCommitsPorts> = async (inputs, ports) => {
  const free = await ports.checkOutputs([{ input: 'output-file', path: inputs.outputFile }], []);
  if (!free.ok) return free;
  const report = await judgeRange(inputs, ports);
  if (!report.ok) return report;
  const written = await ports.writeFile(inputs.outputFile, `${JSON.stringify(report.value, null, 2)}\n`);
  if (!written.ok) return written;
  tell(report.value, ports.reporter);
  const good = report.value.commits.filter(({ state }) => state === 'good').length;
  return ok({
    outputs: {
      commitsPath: inputs.outputFile,
      result: report.value.result,
      good: String(good),
      notGood: String(report.value.commits.length - good),
    },
    exitCode: report.value.result === 'pass' ? 0 : 1,
  });
};

async function judgeRange(
  inputs: InputsOf<typeof verifyCommits>,
  { clock, openRepository, runContext }: VerifyCommitsPorts,
): Promise<Result<CommitReport>> {
  const [base, head] = [inputs.base ?? runContext.changeRequest?.base, inputs.head ?? runContext.changeRequest?.head];
  if (base === undefined || head === undefined) {
    return fail('usage', 'base and head were not given, and this is no change request.', {
      hint: 'Run in a pull or merge request, or give base and head.',
    });
  }
  const repository = await openRepository(inputs.repository);
  if (!repository.ok) return repository;
  const from = await repository.value.resolve(base);
  if (!from.ok) return from;
  const to = await repository.value.resolve(head);
  if (!to.ok) return to;
  const signers = await readSigners(repository.value, from.value);
  if (!signers.ok) return signers;
  const commits = await repository.value.commits(from.value, to.value);
  if (!commits.ok) return commits;
  if (commits.value.length === 0) {
    return fail('no-match', `There is no commit between ${from.value.slice(0, 7)} and ${to.value.slice(0, 7)}.`, {
      hint: 'Check that base and head are not swapped.',
    });
  }
  const judged = [];
  for (const commit of commits.value) {
    const raw = await repository.value.rawCommit(commit.id);
    if (!raw.ok) return raw;
    judged.push(judgeCommit({ commit, raw: raw.value }, signers.value, clock.now()));
  }
  return ok(commitReport(from.value, to.value, judged));
}

/** Silent but for one line where all is good. */
function tell({ commits, result }: CommitReport, reporter: Reporter): void {
  const wrong = commits.filter((one) => one.state !== 'good');
  const [all, authors] =
    commits.length === 1 ? ['1 commit', 'its author'] : [`${commits.length} commits`, 'their authors'];
  if (result === 'pass') return reporter.summary(`Commits: ${all} signed by ${authors}`);
  const rows = wrong.map(({ author, commit, reason, state }) => [
    inlineCode(commit.slice(0, 7)),
    escapeMarkdown(author),
    state,
    escapeMarkdown(reason),
    state === 'good' ? '-' : escapeMarkdown(signatureFixes[state]),
  ]);
  const table = markdownTable(['commit', 'author', 'signature', 'why', 'how to go on'], rows);
  reporter.summary(`Commits: **${wrong.length} of ${all} not signed by ${authors}**\n\n${table}\n`);
  for (const { commit, reason, state } of wrong.slice(0, 50)) {
    const fix = state === 'good' ? '' : ` ${signatureFixes[state]}`;
    reporter.annotate({
      level: 'error',
      title: `verify-commits: ${state}`,
      message: `${commit.slice(0, 7)}: ${reason}.${fix}`,
    });
  }
}
