import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubActionsBot, startGithubTwin, type GithubTwin } from '@interlock/twin/github';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyActions, exampleWorkflows, runAct } from './act/run-act.ts';
import { commit, git } from './scene/git.ts';
import { createProduction, operatorFiles, runningDigest, sampleService } from './scene/shop.ts';
import { signingKey } from './scene/signing-key.ts';
import { startTraffic, type Traffic } from './scene/traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-shop-'));
const shop = join(folder, 'shop');
const production = join(folder, 'production');
const signing = signingKey('release@example.invalid');
const token = 'ghs_0123456789abcdef';
let traffic: Traffic;
let base = '';
let released = '';

beforeAll(async () => {
  traffic = await startTraffic({ baseline: 0.05, canary: 0.4 });
  git(folder, 'init', '-q', '--bare', '-b', 'main', join(folder, 'origin.git'));
  git(folder, 'clone', '-q', join(folder, 'origin.git'), shop);
  git(shop, 'checkout', '-q', '-B', 'main');
  copyActions(shop);
  base = commit(
    shop,
    { ...sampleService(), ...exampleWorkflows(), ...operatorFiles(signing, traffic, production) },
    'shop',
  );
  git(shop, 'push', '-q', 'origin', 'main');
  released = await createProduction(production, signing, base);
}, 60_000);

afterAll(() => traffic.stop());

/** Runs verify.yml on a change of `files`, as a pull request of a GitHub that we run. */
async function verify(files: Readonly<Record<string, string>>) {
  git(shop, 'checkout', '-q', '-B', 'change', base);
  const head = commit(shop, files, 'change');
  const twin: GithubTwin = await startGithubTwin({
    slug: 'acme/shop',
    token,
    user: githubActionsBot,
    permissions: ['statuses', 'pull-requests'],
    commits: [head],
    pullRequests: [7],
  });
  try {
    const pull = { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'change' } };
    const run = await runAct(shop, 'verify.yml', {
      event: ['pull_request', { number: 7, pull_request: pull }],
      secrets: { GITHUB_TOKEN: token },
      environment: { GITHUB_API_URL: twin.url, GITHUB_REPOSITORY: 'acme/shop' },
    });
    return {
      ...run,
      head,
      statuses: [...twin.statuses],
      comments: [...twin.comments],
      violations: [...twin.violations],
    };
  } finally {
    await twin.close();
  }
}

const failingTest = "import { test } from 'node:test';\ntest('is red', () => { throw new Error('red'); });\n";
const plainWorkflow = 'on: push\npermissions: {}\njobs: {}\n';
const grownWorkflow = 'on: push\npermissions: write-all\njobs: {}\n';

describe('examples/github/verify.yml, run by act', () => {
  it('accepts a clean change: reports travel between the jobs, the verdict reaches the request', async () => {
    const { exitCode, head, output, statuses, comments, violations } = await verify({ 'notes.md': 'A note.\n' });
    expect([exitCode, output]).toEqual([0, expect.stringContaining('Job succeeded')]);
    expect(output).toContain('set-output:: tests-passed=9');
    expect(output).toMatch(/\[gate\].*Interlock: merge · head [0-9a-f]{7} · policy pack:zero-config/);
    expect(statuses).toMatchObject([{ commit: head, context: 'interlock', state: 'success' }]);
    expect(comments).toMatchObject([{ issue: 7, body: expect.stringContaining('Interlock: merge') }]);
    expect(violations).toEqual([]);
  }, 120_000);

  it.each([
    ['asks for approval of', plainWorkflow, 4, 'needs-approval', 'extra.yml was added'],
    ['blocks', grownWorkflow, 1, 'blocked', 'adds permissions: write-all'],
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
    expect(output).toContain('[test] 🏁  Job failed');
    expect(output).toContain('set-output:: tests-failed=1');
    expect(comments).toMatchObject([{ body: expect.stringMatching(/blocked[\s\S]*1 tests failed/) }]);
  }, 120_000);
});

describe('examples/github/release.yml, run by act', () => {
  it('signs and judges a release, catches its bad canary, rolls back and proposes the revert', async () => {
    git(shop, 'checkout', '-q', 'main');
    const head = commit(shop, { 'src/release.ts': 'export const release = 2;\n' }, 'release 2');
    git(shop, 'push', '-q', 'origin', 'main');
    const run = await runAct(shop, 'release.yml', {
      event: ['push', { ref: 'refs/heads/main', after: head }],
      secrets: { GITHUB_TOKEN: token, INTERLOCK_SIGNING_KEY: signing.pem },
    });
    const read = (path: string): unknown => JSON.parse(readFileSync(join(run.artifacts, path), 'utf8'));

    expect([run.exitCode, run.output]).toEqual([1, expect.stringContaining('[sign] 🏁  Job succeeded')]);
    expect(run.output).not.toContain(signing.pem.split('\n')[1]);
    expect(run.output).toContain(`set-output:: signer=${signing.principal}`);
    expect(read('release/sbom.cdx.json')).toMatchObject({ bomFormat: 'CycloneDX', components: expect.any(Array) });
    expect(read('release/verdict.json')).toMatchObject({
      decision: 'merge',
      evaluated: expect.arrayContaining(['artifact-verified', 'sbom-present']),
    });

    const bad = `sha256:${readFileSync(join(run.artifacts, 'release/checksums.txt'), 'utf8').slice(0, 64)}`;
    expect(read('decision/canary-decision.json')).toMatchObject({ decision: 'rollback' });
    expect(read('decision/rollback.json')).toMatchObject({ status: 'complete', bad: { digest: bad, commit: head } });
    expect(await traffic.weight()).toBe(0);
    expect(runningDigest(production)).toBe(released);

    const branch = git(shop, 'ls-remote', '--heads', 'origin', 'interlock/*').split(/\s+/)[0] ?? '';
    git(shop, 'fetch', '-q', 'origin', branch);
    expect(git(shop, 'log', '-1', '--format=%P', branch)).toBe(head);
    expect(git(shop, 'rev-parse', `${branch}^{tree}`)).toBe(git(shop, 'rev-parse', `${head}^^{tree}`));
  }, 120_000);
});
