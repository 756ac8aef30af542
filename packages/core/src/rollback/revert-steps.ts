import { ok, type Result } from '../failure/index.ts';
import { hexOf } from '../digest/index.ts';
import { escapeMarkdown, oneLine } from '../text/index.ts';
import type { RollbackConfig } from './config.ts';
import type { RevertAnswer } from './ports.ts';
import type { RollbackRecord } from './record.ts';
import { isDone, stepDone, takeStep, type Session, type StepAnswer } from './session.ts';

/** The commit message of a mechanical revert, with the trailers that the loop guards of a pipeline look for. */
export function revertMessage(config: RollbackConfig): string {
  const short = config.bad.commit.slice(0, 12);
  return [
    `Revert ${short} after the rollback of ${oneLine(config.environment, 60)}`,
    '',
    'To bring the change back, revert this commit first: merging the same branch again would drop it silently.',
    '',
    ...config.revert.commits.map((commit) => `Reverts: ${commit}`),
    `Rollback-Of: ${config.bad.digest}`,
    'Rollback-Attempt: 1',
    '',
  ].join('\n');
}

export function revertBranch(config: RollbackConfig): string {
  return `interlock/rollback-${hexOf(config.bad.digest).slice(0, 12)}`;
}

/** Makes the revert commit. Until it has landed this is done on every run, since the branch may have moved on. */
export async function revertStep(session: Session): Promise<Result<void>> {
  if (isDone(session, 'land')) return stepDone;
  const { config } = session;
  const branch = revertBranch(config);
  return takeStep(session, 'revert', async () => {
    const made = await session.ports.revertCommit({
      repository: config.revert.repository,
      commits: config.revert.commits,
      onto: config.revert.branch,
      message: revertMessage(config),
      author: config.revert.author,
      date: session.record.startedAt,
      branch,
    });
    if (!made.ok) return made;
    return ok({ note: describe(made.value), learnt: { revert: learn(made.value, session.record, branch) } });
  });
}

export async function landStep(session: Session): Promise<Result<void>> {
  if (isDone(session, 'land')) return stepDone;
  const { repository, branch, land } = session.config.revert;
  const revert = session.record.revert;
  return takeStep(session, 'land', async () => {
    if (revert?.commit === undefined || revert.parent === undefined) return ok({ note: 'Nothing to land.' });
    if (land === 'branch') return ok({ note: `Left on the branch ${revert.branch} for a request.` });
    if (land === 'request') return propose(session, revert.branch, revert.commit);
    const landed = await session.ports.landCommit({
      repository,
      branch,
      commit: revert.commit,
      expectedHead: revert.parent,
    });
    return landed.ok ? ok({ note: `${revert.commit} is on ${branch}.` }) : landed;
  });
}

async function propose(session: Session, branch: string, commit: string): Promise<Result<StepAnswer>> {
  const { config, ports, record } = session;
  const [title = '', ...body] = revertMessage(config).trim().split('\n');
  const proposed = await ports.proposeRevert({
    repository: config.revert.repository,
    branch,
    commit,
    base: config.revert.branch,
    title,
    markdown: body.map(escapeMarkdown).join('\n').trim(),
  });
  if (!proposed.ok) return proposed;
  const { url } = proposed.value;
  return ok({ note: `Proposed as ${url}`, learnt: { revert: { ...record.revert, branch, request: url } } });
}

function describe(made: RevertAnswer): string {
  return made.kind === 'committed' ? made.commit : 'The branch has the content from before already.';
}

/** A run that was cut off after the landing finds nothing to revert: the commit that it recorded is the one that landed. */
function learn(made: RevertAnswer, record: RollbackRecord, branch: string): NonNullable<RollbackRecord['revert']> {
  if (made.kind === 'committed') return { branch, commit: made.commit, parent: made.parent };
  return { branch, ...(record.revert?.commit === undefined ? {} : { commit: record.revert.commit }) };
}
