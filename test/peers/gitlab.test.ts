import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { startGitlabTwin } from '@interlock/twin/gitlab';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createComponentProject, packBundle, writeGitConfig } from './gitlab/component-project.ts';
import { createGitlabRepository } from './gitlab/gitlab-repository.ts';
import { runPipeline } from './gitlab/run-pipeline.ts';
import { commit, git, type Files } from './scene/git.ts';
import { createProduction, operatorFiles, runningDigest, sampleService } from './scene/shop.ts';
import { signingKey } from './scene/signing-key.ts';
import { startTraffic, type Traffic } from './scene/traffic.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'interlock-gitlab-'));
const shop = join(folder, 'shop');
const production = join(folder, 'production');
const origin = join(folder, 'forge/acme/shop.git');
const gitConfig = writeGitConfig(folder, createComponentProject(folder, packBundle(folder)));
const signing = signingKey('release@example.invalid');
const ledgerKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const token = 'glpat-0123456789abcdef';
let traffic: Traffic;
let server: GitServer;
let base = '';
let released = '';

beforeAll(async () => {
  traffic = await startTraffic({ baseline: 0.05, canary: 0.4 });
  mkdirSync(shop);
  base = createGitlabRepository(shop, 'acme/shop', {
    ...sampleService(),
    ...operatorFiles(signing, traffic, production),
    '.gitlab-ci.yml': readFileSync(join(root, 'examples/gitlab/.gitlab-ci.yml'), 'utf8'),
  });
  git(folder, 'clone', '-q', '--bare', shop, origin);
  server = await startGitServer({ root: join(folder, 'forge'), token });
  released = await createProduction(production, signing, base);
}, 60_000);

afterAll(async () => {
  await server.close();
  await traffic.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Also takes away what an earlier pipeline left. */
function checkout(...args: readonly string[]): void {
  git(shop, 'checkout', '-q', '-f', ...args);
  git(shop, 'clean', '-fdq');
}

/** Runs the pipeline for a commit of the shop, as a GitLab that we run would. */
async function pipeline(
  head: string,
  variables: Readonly<Record<string, string>>,
  secrets: Parameters<typeof runPipeline>[1]['secrets'] = {},
) {
  const twin = await startGitlabTwin({
    projectId: 42,
    projectPath: 'acme/shop',
    token,
    user: { id: 1, username: 'interlock' },
    tokenKind: 'project',
    commits: [head],
    mergeRequests: [7],
  });
  try {
    const ours = { CI_API_V4_URL: twin.url, CI_SERVER_URL: server.url, CI_PROJECT_ID: '42', INTERLOCK_TOKEN: token };
    const run = await runPipeline(shop, { gitConfig, variables: { ...ours, ...variables }, secrets });
    return { ...run, head, statuses: twin.statuses, notes: twin.notes, opened: twin.opened };
  } finally {
    await twin.close();
  }
}

/** Runs the merge request pipeline on a change of `files`. */
function verify(files: Files) {
  checkout('-B', 'change', base);
  return pipeline(commit(shop, files, 'change'), {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  });
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(shop, path), 'utf8'));

describe('examples/gitlab/.gitlab-ci.yml, run by gitlab-ci-local', () => {
  it('accepts a clean merge request: reports travel between the jobs, the verdict reaches the request', async () => {
    const { exitCode, output, statuses, notes, head } = await verify({ 'notes.md': 'A note.\n' });
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/PASS {2}interlock-evaluate-policy/)]);
    expect(read('reports.json')).toMatchObject({ tests: [{ suite: 'unit', passed: 17, failed: 0 }] });
    expect(output).not.toContain('interlock-sign-artifact');
    expect(read('verdict.json')).toMatchObject({ decision: 'merge' });
    expect(statuses).toMatchObject([{ commit: head, name: 'interlock', status: 'success' }]);
    expect(notes).toMatchObject([{ mergeRequest: 7, body: expect.stringContaining('Interlock: merge') }]);
  }, 120_000);

  it('stops a merge request that edits the pipeline, and says why', async () => {
    const text = readFileSync(join(shop, '.gitlab-ci.yml'), 'utf8');
    const { exitCode, output, statuses, notes } = await verify({ '.gitlab-ci.yml': `${text}\n# one line more\n` });
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/interlock-evaluate-policy.*FAIL 4/)]);
    expect(output).toMatch(/workflow-edit.*\.gitlab-ci\.yml was modified/);
    expect(statuses).toMatchObject([{ status: 'failed' }]);
    expect(notes).toMatchObject([{ body: expect.stringContaining('needs approval') }]);
  }, 120_000);

  it('judges after failed tests too', async () => {
    const red = "import { test } from 'node:test';\ntest('is red', () => { throw new Error('red'); });\n";
    const { exitCode, output } = await verify({ 'test/red.test.ts': red });
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/FAIL 1[\s\S]*PASS {2}interlock-evaluate-policy/)]);
    expect(read('reports.json')).toMatchObject({ tests: [{ suite: 'unit', failed: 1 }] });
  }, 120_000);

  it('signs a release, catches its bad canary, rolls back and proposes the revert', async () => {
    checkout('main');
    const head = commit(shop, { 'src/release.ts': 'export const release = 2;\n' }, 'release 2');
    git(shop, 'push', '-q', origin, 'main');
    const { exitCode, output, opened } = await pipeline(
      head,
      { INTERLOCK_STORE: `oci:${join(folder, 'store')}` },
      { INTERLOCK_SIGNING_KEY: { signing: signing.pem }, INTERLOCK_LEDGER_KEY: { ledger: ledgerKey } },
    );
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/interlock-canary-gate.*FAIL 1/)]);
    expect(output).not.toContain(signing.pem.split('\n')[1]);
    expect(output).toMatch(/interlock-record-event.*Ledger: [1-9]\d* new/);
    expect(output).toMatch(/PASS {2}interlock-deploy-artifact[\s\S]*PASS {2}interlock-auto-rollback/);

    const bad = `sha256:${readFileSync(join(shop, 'checksums.txt'), 'utf8').slice(0, 64)}`;
    expect(read('canary-decision.json')).toMatchObject({ decision: 'rollback' });
    expect(read('rollback.json')).toMatchObject({ status: 'complete', bad: { digest: bad, commit: head } });
    expect(await traffic.weight()).toBe(0);
    expect(runningDigest(production)).toBe(released);
    expect(opened).toMatchObject([{ targetBranch: 'main', title: expect.stringContaining(head.slice(0, 12)) }]);
    const branch = opened[0]?.sourceBranch ?? '';
    expect(git(origin, 'log', '-1', '--format=%P', branch)).toBe(head);
    expect(git(origin, 'rev-parse', `${branch}^{tree}`)).toBe(git(shop, 'rev-parse', `${head}^^{tree}`));
  }, 120_000);
});
