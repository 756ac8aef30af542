import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createComponentProject, packBundle, writeGitConfig } from './gitlab/component-project.ts';
import { createGitlabRepository } from './gitlab/gitlab-repository.ts';
import { runPipeline } from './gitlab/run-pipeline.ts';
import { git } from './scene/git.ts';

const root = resolve(import.meta.dirname, '../..');
const examples = join(root, 'examples/gitlab');
const folder = mkdtempSync(join(tmpdir(), 'interlock-flows-'));
const gitConfig = writeGitConfig(folder, createComponentProject(folder, packBundle(folder)));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The jobs of a pipeline, as gitlab-ci-local reads it with the schema of GitLab, with when each runs. */
async function jobsOf(file: string, branch: string, variables: Readonly<Record<string, string>>) {
  const shop = mkdtempSync(join(folder, 'shop-'));
  createGitlabRepository(shop, 'acme/shop', {
    '.gitlab-ci.yml': readFileSync(file, 'utf8'),
    'merge.gitlab-ci.yml': readFileSync(join(examples, 'merge.gitlab-ci.yml'), 'utf8'),
  });
  git(shop, 'checkout', '-q', '-B', branch);
  const { exitCode, output } = await runPipeline(shop, { gitConfig, variables, only: '--list-csv' });
  if (exitCode !== 0) throw new Error(output);
  const rows = [...output.matchAll(/^([a-z0-9-]+);[a-z0-9-]+;(on_success|on_failure|always);/gm)];
  return Object.fromEntries(rows.map(([, name = '', when = '']) => [name, when]));
}

const request = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_IID: '7' };

describe('examples/gitlab, as gitlab-ci-local reads them', () => {
  it('the trusted agent: a request is judged and merged, and only what reached next is built and deployed', async () => {
    const file = join(examples, 'trusted-agent.gitlab-ci.yml');
    expect(await jobsOf(file, 'agent/note', request)).toMatchObject({
      'interlock-verify-commits': 'on_success',
      'interlock-agent-manifest': 'on_success',
      'interlock-evaluate-policy': 'on_success',
      'interlock-merge-change': 'on_success',
    });
    const released = await jobsOf(file, 'next', { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'next' });
    expect(released).toMatchObject({
      'deploy-staging': 'on_success',
      'deploy-production': 'on_success',
      'interlock-auto-rollback': 'on_failure',
      'interlock-record-event': 'always',
    });
    expect(Object.keys(released)).not.toContain('interlock-merge-change');
  }, 60_000);

  it('the hotfix: approval is asked for where the policy does not say merge, and the flag goes on in steps', async () => {
    const file = join(examples, 'emergency-hotfix.gitlab-ci.yml');
    const asked = await jobsOf(file, 'hotfix/1', request);
    expect(asked).toMatchObject({
      'interlock-evaluate-policy': 'always',
      'interlock-request-approval': 'on_failure',
      'interlock-verify-approval': 'on_failure',
      'interlock-merge-change': 'always',
    });
    expect(Object.keys(asked).filter((name) => /^(flag|health|build|interlock-deploy)/.test(name))).toEqual([]);
    const released = await jobsOf(file, 'main', { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' });
    expect(Object.keys(released).filter((name) => /^(flag|health)|deploy/.test(name))).toEqual(
      expect.arrayContaining([
        'flag-off',
        'interlock-deploy-artifact',
        'health-dark',
        'flag-10',
        'health-10',
        'flag-50',
        'flag-on',
      ]),
    );
    expect(released).toMatchObject({ 'flag-back': 'on_failure', 'interlock-auto-rollback': 'on_failure' });
  }, 60_000);

  it.each(globSync(join(root, 'examples/snippets/gitlab/*.yml')).map((path) => [basename(path), path] as const))(
    'the snippet %s is a pipeline with the gate in it',
    async (_, path) => {
      expect(await jobsOf(path, 'change', request)).toHaveProperty('interlock-evaluate-policy');
    },
    60_000,
  );
});
