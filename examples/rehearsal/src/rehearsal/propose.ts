import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../git.ts';
import { runProgram } from '../program.ts';
import type { Edit } from './changes.ts';
import { commitAll } from './commit.ts';
import { Refusal } from './ending.ts';
import { checkout } from './repository.ts';
import { operate, type Run } from './run.ts';

export interface Proposed {
  readonly branch: string;
  readonly base: string;
  readonly head: string;
}

/** The agent's part: the change and its signed manifest as two signed commits on a branch from main, pushed. */
export async function propose(run: Run): Promise<Proposed> {
  const { world, change, deviation } = run;
  const branch = `${change.branch}-${run.name}`;
  const { agent, ann } = world.people;
  const author = deviation.propose?.author === 'ann' ? ann : agent;
  const { signedBy } = deviation.propose ?? {};
  const key = signedBy === 'nobody' ? undefined : (signedBy === 'ann' ? ann : agent).key;
  const folder = await checkout(world, `agent-${run.name}`, 'origin/main');
  const base = await git(folder, 'rev-parse', 'HEAD');
  const commit = (title: string) => commitAll(folder, { author, key, message: messageOf(run, title) });
  await world.journal.step('commit the change', async () => {
    await git(folder, 'checkout', '-q', '-b', branch);
    applyEdits(folder, change.edits);
    const head = await commit(change.title);
    return [`${head.slice(0, 7)}, ${key === undefined ? 'not signed' : 'signed'}, on ${branch}`, undefined];
  });
  const manifest = await draftManifest(run, folder, { branch, base });
  await operate(run, {
    name: 'sign-manifest',
    flags: { manifest, key: world.people.manifestKey },
    note: (outputs) => `signed ${outputs['manifest-digest']?.slice(0, 19)}`,
  });
  const { laterEdits, manifestEdit } = deviation.propose ?? {};
  if (manifestEdit !== undefined) applyEdits('/', [{ file: manifest, ...manifestEdit }]);
  if (laterEdits !== undefined) applyEdits(folder, laterEdits);
  const head = await commit('Say what the change sets out to do');
  await push(run, folder, branch);
  return { branch, base, head };
}

/** One more signed commit on the branch of a change. */
export async function addCommit(run: Run, { branch }: Proposed): Promise<string> {
  const { agent } = run.world.people;
  const folder = await checkout(run.world, `again-${run.name}`, `origin/${branch}`);
  await git(folder, 'checkout', '-q', '-b', branch);
  applyEdits(folder, [{ file: 'test/unit.test.ts', find: 'an order from Austria', replace: 'an order from Vienna' }]);
  const head = await commitAll(folder, {
    author: agent,
    key: agent.key,
    message: messageOf(run, 'Name the test better'),
  });
  await push(run, folder, branch);
  return head;
}

async function draftManifest(run: Run, folder: string, { branch, base }: Omit<Proposed, 'head'>): Promise<string> {
  const { change, flow, world } = run;
  const outputs = await operate(run, {
    name: 'draft-manifest',
    flags: {
      repository: folder,
      base,
      head: 'HEAD',
      branch,
      'repository-name': 'shop/orders',
      agent: 'coder',
      'agent-version': '1.4',
      model: 'm-2',
      session: `ws-1/${run.name}`,
      principal: 'pat@interlock.invalid',
      task: change.task,
      rationale: change.rationale,
      rollback: change.flag === undefined ? 'Revert the merge' : `Turn ${change.flag} off, then revert the merge`,
      kind: flow === 'hotfix' ? 'hotfix' : 'normal',
    },
    note: ({ complete }) => (complete === 'true' ? 'complete' : 'something is left to fill in'),
  });
  const manifest = outputs['manifest-path'] ?? '';
  if (change.flag !== undefined)
    applyEdits('/', [{ file: manifest, find: '# flag: new-price #', replace: `flag: ${change.flag} #` }]);
  if (!existsSync(manifest)) throw new Error(`draft-manifest wrote no ${manifest} for ${world.origin}`);
  return manifest;
}

function messageOf({ flow }: Run, title: string): string {
  return flow === 'hotfix' ? `${title}\n\nInterlock-Kind: hotfix` : title;
}

/** Each text that is looked for must be there once. */
function applyEdits(folder: string, edits: readonly Edit[]): void {
  for (const { file, find, replace } of edits) {
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    if (before.split(find).length !== 2) throw new Error(`${file} has no single place for the change: ${find}`);
    writeFileSync(
      path,
      before.replace(find, () => replace),
    );
  }
}

async function push({ deviation, world }: Run, folder: string, branch: string): Promise<void> {
  const to = deviation.propose?.pushTo ?? branch;
  await world.journal.step(`push to ${to}`, async () => {
    const args = ['push', '-q', 'origin', `HEAD:refs/heads/${to}`];
    const { exitCode, stderr } = await runProgram('git', args, { cwd: folder });
    if (exitCode !== 0) throw new Refusal('git push', exitCode, (/remote: (.*)/u.exec(stderr)?.[1] ?? stderr).trim());
    return ['done', undefined];
  });
}
