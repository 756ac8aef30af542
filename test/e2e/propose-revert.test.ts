import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { githubActionsBot, startGithubTwin, type GithubTwin } from '@interlock/twin/github';
import { commit, git, initRepository } from './bad-input/repository.ts';
import { keys } from './bad-input/keys.ts';
import { runAction, runCommand } from './run-action.ts';

const token = 'ghs_secretOfThisTest';
const folder = mkdtempSync(join(tmpdir(), 'interlock-propose-'));
const at = (name: string) => join(folder, name);
let server: GitServer;
let twin: GithubTwin;

beforeAll(async () => {
  mkdirSync(at('forge/octo'), { recursive: true });
  server = await startGitServer({ root: at('forge'), token });
  twin = await startGithubTwin({
    slug: 'octo/repo',
    token,
    user: githubActionsBot,
    permissions: ['pull-requests'],
    commits: [],
    pullRequests: [5],
  });
});
afterAll(async () => {
  await twin.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Two signed artifacts; `running` holds the digest that serves. */
async function artifact(name: string): Promise<string> {
  writeFileSync(at(name), name);
  const args = ['sign-artifact', '--subject-path', name, '--key', 'key.pem', '--output-file', `${name}.sig`];
  const { stdout } = await runCommand(args, { cwd: folder });
  return /^subject-digest=(.+)$/mu.exec(stdout)?.[1] ?? '';
}

it('auto-rollback as an action pushes the revert and opens one pull request', async () => {
  writeFileSync(at('key.pem'), keys.good, { mode: 0o600 });
  writeFileSync(at('pub.pem'), keys.goodPublic);
  const [good, bad] = [await artifact('good'), await artifact('bad')];
  initRepository(at('clone'));
  const before = commit(at('clone'), { a: 'good\n' });
  const wrong = commit(at('clone'), { a: 'bad\n' });
  execFileSync('git', ['clone', '-q', '--bare', at('clone'), at('forge/octo/repo.git')]);
  const shell = (script: string) => ({ command: ['sh', '-c', script], timeoutSeconds: 20 });
  const deployed = (name: string, digest: string, source: string) => ({
    digest,
    path: at(name),
    bundle: at(`${name}.sig`),
    commit: source,
    deployedAt: '2026-01-01T00:00:00Z',
  });
  const config = {
    environment: 'production',
    bad: { digest: bad, commit: wrong },
    traffic: { setWeight: shell(`echo "$INTERLOCK_WEIGHT" > '${at('weight')}'`) },
    artifacts: [deployed('good', good, before), deployed('bad', bad, wrong)],
    redeploy: shell(`echo "$INTERLOCK_ARTIFACT_DIGEST" > '${at('running')}'`),
    verifyRunning: shell(`cat '${at('running')}'`),
    trust: { publicKey: at('pub.pem') },
    revert: {
      repository: at('clone'),
      commits: [wrong],
      land: 'request',
      author: { name: 'Interlock', email: 'rollback@interlock.invalid' },
    },
    state: at('state.json'),
  };
  writeFileSync(at('rollback.json'), JSON.stringify(config));
  const environment = {
    GITHUB_REPOSITORY: 'octo/repo',
    GITHUB_REPOSITORY_ID: '1',
    GITHUB_SERVER_URL: server.url,
    GITHUB_API_URL: twin.url,
    GITHUB_SHA: wrong,
    GITHUB_REF: 'refs/heads/main',
  };
  for (let run = 0; run < 2; run++) {
    const inputs = { config: 'rollback.json', 'output-file': 'out.json', token };
    const ended = await runAction('auto-rollback', inputs, { cwd: folder, environment });
    expect(ended).toMatchObject({
      exitCode: 0,
      outputs: { 'redeployed-digest': good, 'revert-request': 'https://github.com/octo/repo/pull/6' },
    });
    expect(ended.stdout + ended.stderr).not.toMatch(new RegExp(`(?<!::add-mask::)${token}`, 'u'));
  }
  expect(twin.violations).toEqual([]);
  expect(twin.opened).toMatchObject([{ base: 'main', title: expect.stringMatching(/^Revert [0-9a-f]{12} after/u) }]);
  const branch = twin.opened[0]?.head ?? '';
  expect(git(at('forge/octo/repo.git'), 'rev-parse', `${branch}^{tree}`)).toBe(
    git(at('clone'), 'rev-parse', `${before}^{tree}`),
  );
  expect(git(at('forge/octo/repo.git'), 'rev-parse', 'main')).toBe(wrong);
  expect(readFileSync(at('weight'), 'utf8')).toBe('0\n');
}, 60_000);
