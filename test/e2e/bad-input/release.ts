import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleText, statementAbout } from './bundles.ts';
import { keys } from './keys.ts';
import { twoCommits } from './repository.ts';

const digestOf = (content: string) => createHash('sha256').update(content).digest('hex');

const goodContent = 'the last good release';
export const badDigest = `sha256:${digestOf('bad')}`;

/** The bad artifact serves until the redeploy has begun. */
const runningDigest = `if grep -qs redeploy state.json; then echo sha256:${digestOf(goodContent)}; else echo ${badDigest}; fi`;

/** A configuration of auto-rollback for the repository `repo`, whose last commit is bad. */
function rollbackConfig(commits: { readonly base: string; readonly head: string }) {
  return {
    environment: 'production',
    bad: { digest: badDigest, commit: commits.head },
    traffic: { setWeight: { command: ['true'] } },
    artifacts: [
      {
        digest: `sha256:${digestOf(goodContent)}`,
        path: 'app',
        bundle: 'app.json',
        commit: commits.base,
        deployedAt: '2026-01-01T00:00:00Z',
      },
      {
        digest: badDigest,
        path: 'bad',
        bundle: 'bad.json',
        commit: commits.head,
        deployedAt: '2026-01-02T00:00:00Z',
      },
    ],
    redeploy: { command: ['true'] },
    verifyRunning: { command: ['sh', '-c', runningDigest] },
    trust: { publicKey: 'key.pub.pem' },
    revert: {
      repository: 'repo',
      branch: 'main',
      commits: [commits.head],
      land: 'local',
      author: { name: 'Interlock', email: 'interlock@example.invalid' },
    },
    state: 'state.json',
  };
}

export type RollbackConfig = ReturnType<typeof rollbackConfig>;

/** A release that is bad, with everything that its rollback needs; `change` spoils the configuration. */
export function badRelease(
  folder: string,
  change: (config: RollbackConfig) => object = (config) => config,
  make: (repo: string) => { readonly base: string; readonly head: string } = twoCommits,
): void {
  const config = rollbackConfig(make(join(folder, 'repo')));
  const files = {
    app: goodContent,
    'app.json': bundleText({ payload: statementAbout(goodContent) }),
    'key.pub.pem': keys.goodPublic,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'rollback.yml'), JSON.stringify(change(config), null, 2));
}
