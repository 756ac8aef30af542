import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { githubActionsBot, startGithubTwin, type GithubTwin } from '@interlock/twin/github';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyActions, exampleWorkflows, runAct, type ActRun } from './act/run-act.ts';
import { commit, git, type Files } from './scene/git.ts';
import { createProduction, operatorFiles, runningDigest, sampleService } from './scene/shop.ts';
import { signingKey } from './scene/signing-key.ts';
import { startTraffic, type Traffic } from './scene/traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-shop-'));
const shop = join(folder, 'shop');
const production = join(folder, 'production');
const signing = signingKey('release@example.invalid');
const ledgerKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const token = 'ghs_0123456789abcdef';
let traffic: Traffic;
let server: GitServer;
let base = '';
let released = '';

beforeAll(async () => {
  traffic = await startTraffic({ baseline: 0.05, canary: 0.4 });
  const origin = join(folder, 'forge/acme/shop.git');
  mkdirSync(origin, { recursive: true });
  server = await startGitServer({ root: join(folder, 'forge'), token });
  git(origin, 'init', '-q', '--bare', '-b', 'main');
  git(folder, 'clone', '-q', origin, shop);
  git(shop, 'checkout', '-q', '-B', 'main');
  copyActions(shop);
  const files = { ...sampleService(), ...exampleWorkflows(), ...operatorFiles(signing, traffic, production) };
  base = commit(shop, files, 'shop');
  git(shop, 'push', '-q', 'origin', 'main');
  released = await createProduction(production, signing, base);
}, 60_000);

afterAll(async () => {
  await server.close();
  await traffic.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a GitHub that we run has seen of a run. */
type Seen = Pick<GithubTwin, 'statuses' | 'comments' | 'opened' | 'violations'>;

/** Runs a workflow for a commit of the shop, as a GitHub that we run would. */
async function runWorkflow(
  workflow: string,
  head: string,
  options: Parameters<typeof runAct>[2],
): Promise<ActRun & Seen> {
  const twin: GithubTwin = await startGithubTwin({
    slug: 'acme/shop',
    token,
    user: githubActionsBot,
    permissions: ['statuses', 'pull-requests'],
    commits: [head],
    pullRequests: [7],
  });
  try {
    const environment = {
      GITHUB_API_URL: twin.url,
      GITHUB_SERVER_URL: server.url,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_ID: '1',
    };
    const variables = { ARTIFACT_STORE: `oci:${join(folder, 'store')}` };
    const secrets = { GITHUB_TOKEN: token, ...options.secrets };
    const run = await runAct(shop, workflow, { ...options, secrets, variables, environment });
    const { statuses, comments, opened, violations } = twin;
    return { ...run, statuses, comments, opened, violations };
  } finally {
    await twin.close();
  }
}

/** Runs verify.yml on a change of `files`. */
async function verify(files: Files) {
  git(shop, 'checkout', '-q', '-B', 'change', base);
  const head = commit(shop, files, 'change');
  const pull = { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'change' } };
  const event = ['pull_request', { number: 7, pull_request: pull }] as const;
  return { ...(await runWorkflow('verify.yml', head, { event })), head };
}

/** Runs release.yml on a commit of main with `files`. */
async function release(files: Files) {
  git(shop, 'checkout', '-q', 'main');
  const head = commit(shop, files, 'release');
  git(shop, 'push', '-q', 'origin', 'main');
  const event = ['push', { ref: 'refs/heads/main', after: head }] as const;
  const secrets = { INTERLOCK_SIGNING_KEY: signing.pem, INTERLOCK_LEDGER_KEY: ledgerKey };
  const run = await runWorkflow('release.yml', head, { event, secrets });
  const digest = `sha256:${readFileSync(join(run.artifacts, 'release/checksums.txt'), 'utf8').slice(0, 64)}`;
  const read = (path: string): unknown => JSON.parse(readFileSync(join(run.artifacts, path), 'utf8'));
  return { ...run, head, digest, read };
}

const failingTest = "import { test } from 'node:test';\ntest('is red', () => { throw new Error('red'); });\n";
const plainWorkflow = 'on: push\npermissions: {}\njobs: {}\n';
const grownWorkflow = 'on: push\npermissions: write-all\njobs: {}\n';

describe('examples/github/verify.yml, run by act', () => {
  it('accepts a clean change: reports travel between the jobs, the verdict reaches the request', async () => {
    const { exitCode, head, output, statuses, comments, violations } = await verify({ 'notes.md': 'A note.\n' });
    expect([exitCode, output]).toEqual([0, expect.stringContaining('Job succeeded')]);
    expect(output).toContain('set-output:: tests-passed=17');
    expect(output).toMatch(/\[gate\].*Interlock: merge · head [0-9a-f]{7} · policy pack:zero-config/);
    expect(statuses).toMatchObject([{ commit: head, context: 'interlock', state: 'success' }]);
    expect(comments).toMatchObject([{ issue: 7, body: expect.stringContaining('Interlock: merge') }]);
    expect(violations).toEqual([]);
  }, 120_000);

  it.each([
    ['asks for approval of', plainWorkflow, 4, 'needs-approval', 'extra.yml was added'],
    ['blocks', grownWorkflow, 1, 'blocked', 'permissions: write-all'],
  ])(
    '%s a change of a workflow, and says why',
    async (_, workflow, code, decision, why) => {
      const { exitCode, head, output, statuses, comments } = await verify({ '.github/workflows/extra.yml': workflow });
      expect(exitCode).toBe(1);
      expect(output).toContain(`set-output:: decision=${decision}`);
      expect(output).toMatch(new RegExp(`\\[gate\\] exit status ${code}\\n`));
      expect(output).toMatch(new RegExp(`workflow-edit.*\\.github/workflows/extra\\.yml`));
      expect(statuses).toMatchObject([{ commit: head, state: 'failure' }]);
      expect(comments).toMatchObject([{ body: expect.stringContaining(why) }]);
    },
    120_000,
  );

  it('judges after failed tests too, by the policy that the base names', async () => {
    git(shop, 'checkout', '-q', 'main');
    base = commit(shop, { '.interlock/config.yml': 'policy: pack:quality\n' }, 'judge the tests');
    const { exitCode, output, comments } = await verify({ 'test/red.test.ts': failingTest });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/\[test\S*\] 🏁 {2}Job failed/);
    expect(output).toContain('set-output:: tests-failed=1');
    expect(comments).toMatchObject([{ body: expect.stringMatching(/blocked[\s\S]*1 tests failed/) }]);
  }, 120_000);
});

describe('examples/github/release.yml, run by act', () => {
  it('signs and judges a release, catches its bad canary, rolls back and proposes the revert', async () => {
    const run = await release({ 'src/release.ts': 'export const release = 2;\n' });
    expect([run.exitCode, run.output]).toEqual([1, expect.stringContaining('[sign] 🏁  Job succeeded')]);
    expect(run.output).not.toContain(signing.pem.split('\n')[1]);
    expect(run.output).toContain(`set-output:: running-digest=${run.digest}`);
    expect(run.output).toMatch(/\[record\].*Ledger: [1-9]\d* new/);
    expect(run.output).not.toContain(ledgerKey.split('\n')[1]);
    expect(run.read('release/sbom.cdx.json')).toMatchObject({ bomFormat: 'CycloneDX', components: expect.any(Array) });
    expect(run.read('release/verdict.json')).toMatchObject({
      decision: 'merge',
      evaluated: expect.arrayContaining(['artifact-verified', 'sbom-present']),
    });
    expect(run.read('decision/canary-decision.json')).toMatchObject({ decision: 'rollback' });
    const bad = { digest: run.digest, commit: run.head };
    expect(run.read('decision/rollback.json')).toMatchObject({ status: 'complete', bad });
    expect(await traffic.weight()).toBe(0);
    expect(runningDigest(production)).toBe(released);

    expect(run.violations).toEqual([]);
    expect(run.opened).toMatchObject([{ base: 'main', title: expect.stringContaining(run.head.slice(0, 12)) }]);
    const branch = `origin/${run.opened[0]?.head ?? ''}`;
    git(shop, 'fetch', '-q', 'origin');
    expect(git(shop, 'log', '-1', '--format=%P', branch)).toBe(run.head);
    expect(git(shop, 'rev-parse', `${branch}^{tree}`)).toBe(git(shop, 'rev-parse', `${run.head}^^{tree}`));
  }, 120_000);

  it('promotes a good release', async () => {
    await traffic.stop();
    traffic = await startTraffic({ baseline: 0.1, canary: 0.1 });
    const run = await release(operatorFiles(signing, traffic, production));
    expect([run.exitCode, run.output]).toEqual([0, expect.stringContaining('[deploy] 🏁  Job succeeded')]);
    expect(run.read('decision/canary-decision.json')).toMatchObject({ decision: 'promote' });
    expect(run.output).not.toContain('Run Main ./actions/auto-rollback');
    expect(await traffic.weight()).toBe(50);
    expect([runningDigest(production), run.opened]).toEqual([run.digest, []]);
  }, 120_000);
});
