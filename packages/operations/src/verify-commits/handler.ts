import { commitReport, judgeCommit, signatureFixes, type CommitReport } from '@interlock/core/commit-signature';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CalledFiles, ClearOutputs, Clock, WriteFile } from '@interlock/core/ports';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';
import { resolveRange, type ChangePorts } from '../change-inputs.ts';
import { readSigners } from '../verify-artifact/index.ts';
import type { verifyCommits } from './declaration.ts';

export interface VerifyCommitsPorts extends ChangePorts {
  readonly clearOutputs: ClearOutputs;
  readonly writeFile: WriteFile;
  readonly clock: Pick<Clock, 'now'>;
  readonly reporter: Reporter;
}

export function verifyCommitsFiles({ outputFile }: InputsOf<typeof verifyCommits>): CalledFiles {
  return { outputs: [{ input: 'output-file', path: outputFile }], read: [] };
}

/** Exit 0: every commit is good. 1: one is not. An empty range has nothing that could be wrong and is an error. */
export const handleVerifyCommits: Handler<typeof verifyCommits, VerifyCommitsPorts> = async (inputs, ports) => {
  const free = await ports.clearOutputs(verifyCommitsFiles(inputs));
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
  ports: VerifyCommitsPorts,
): Promise<Result<CommitReport>> {
  const range = await resolveRange(inputs, ports);
  if (!range.ok) return range;
  const { base, head, repository } = range.value;
  const signers = await readSigners(repository, base);
  if (!signers.ok) return signers;
  const commits = await repository.commits(base, head);
  if (!commits.ok) return commits;
  if (commits.value.length === 0) {
    return fail('no-match', `There is no commit between ${base.slice(0, 7)} and ${head.slice(0, 7)}.`, {
      hint: 'Check that base and head are not swapped.',
    });
  }
  const judged = [];
  for (const commit of commits.value) {
    const raw = await repository.rawCommit(commit.id);
    if (!raw.ok) return raw;
    judged.push(judgeCommit({ commit, raw: raw.value }, signers.value, ports.clock.now()));
  }
  return ok(commitReport(base, head, judged));
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
