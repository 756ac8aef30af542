import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { project } from '@interlock/core/project';
import { createComponentProject, packBundle, writeGitConfig } from './gitlab/component-project.ts';
import { createGitlabRepository } from './gitlab/gitlab-repository.ts';
import { runPipeline } from './gitlab/run-pipeline.ts';
import { commit, git } from './scene/git.ts';
import { sampleService } from './scene/shop.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'interlock-templates-'));
const bundle = packBundle(folder);
const gitConfig = writeGitConfig(folder, createComponentProject(folder, bundle));
let repositories = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const include = (name: string, inputs: object) =>
  stringify({ include: [{ component: `$CI_SERVER_FQDN/${project.slug}/${name}@main`, inputs }] });

function createShop(pipeline: string): { readonly shop: string; readonly base: string } {
  const shop = join(folder, `shop-${(repositories += 1)}`);
  mkdirSync(shop);
  return { shop, base: createGitlabRepository(shop, 'acme/shop', { ...sampleService(), '.gitlab-ci.yml': pipeline }) };
}

describe('the include of the README', () => {
  it('runs from a bare clone of the component project, and stops a change of the pipeline', async () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const block = /```yaml.*\n(include:[\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const { shop, base } = createShop(block);
    const variables = {
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    };
    commit(shop, { 'notes.md': 'A note.\n' }, 'clean');
    const clean = await runPipeline(shop, { gitConfig, variables });
    expect([clean.exitCode, clean.output]).toEqual([0, expect.stringContaining('Interlock: merge')]);
    // a runner cleans the work tree before each job; gitlab-ci-local keeps what the last pipeline wrote
    git(shop, 'clean', '-qffdx');
    commit(shop, { '.gitlab-ci.yml': `${block}\njob: { script: [make] }\n` }, 'edit');
    const edited = await runPipeline(shop, { gitConfig, variables });
    expect([edited.exitCode, edited.output]).toEqual([1, expect.stringMatching(/FAIL 4/)]);
  }, 120_000);
});

describe('a template', () => {
  it('passes inputs as they are: nothing in them is run or expanded', async () => {
    const name = `$(touch pwned1) \`touch pwned2\` ; touch pwned3 && touch pwned4 | tee pwned5 > pwned6 $HOME \${HOME} "a" 'b' \\ %s $$ #`;
    const { shop } = createShop(include('generate-sbom', { name, version: '$CI_COMMIT_SHA' }));
    const { exitCode, output } = await runPipeline(shop, { gitConfig });
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/PASS {2}interlock-generate-sbom/)]);
    const sbom: unknown = JSON.parse(readFileSync(join(shop, 'sbom.cdx.json'), 'utf8'));
    expect(sbom).toMatchObject({ metadata: { component: { name, version: '$CI_COMMIT_SHA' } } });
    expect(globSync('**/pwned*', { cwd: folder })).toEqual([]);
  }, 120_000);

  it.each([
    ['another digest than the one that is pinned', { ...bundle, sha256: '0'.repeat(64) }, 2, /pins another one/],
    ['no bundle at its address', { ...bundle, url: `${bundle.url}.gone` }, 3, /could not be fetched.*ENOENT/],
    ['no address', { ...bundle, url: 'interlock.tar' }, 2, /is not an address/],
  ])(
    'runs nothing where there is %s',
    async (_, pin, code, message) => {
      const other = mkdtempSync(join(folder, 'components-'));
      const config = writeGitConfig(other, createComponentProject(other, pin));
      const { shop } = createShop(include('generate-sbom', {}));
      const { exitCode, output } = await runPipeline(shop, { gitConfig: config });
      expect([exitCode, output]).toEqual([1, expect.stringMatching(message)]);
      expect(output).toContain(`FAIL ${code}`);
      expect(existsSync(join(shop, 'sbom.cdx.json'))).toBe(false);
    },
    120_000,
  );

  it('refuses other bytes from an address that a pipeline variable names', async () => {
    const tampered = join(folder, 'tampered.tar');
    writeFileSync(tampered, Buffer.concat([readFileSync(join(folder, 'interlock.tar')), Buffer.alloc(512)]));
    const { shop } = createShop(include('generate-sbom', {}));
    const variables = { INTERLOCK_BUNDLE_URL: `file://${tampered}` };
    const { exitCode, output } = await runPipeline(shop, { gitConfig, variables });
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/pins another one/)]);
    expect(existsSync(join(shop, 'sbom.cdx.json'))).toBe(false);
  }, 120_000);

  it('keeps its inputs where a pipeline variable says that this is no GitLab', async () => {
    const { shop } = createShop(include('generate-sbom', { name: 'given' }));
    await runPipeline(shop, { gitConfig, variables: { GITLAB_CI: 'false' } });
    expect(readFileSync(join(shop, 'sbom.cdx.json'), 'utf8')).toContain('"name": "given"');
  }, 120_000);

  it('refuses an unknown choice before the pipeline starts, and the program one that a variable gives', async () => {
    const { shop, base } = createShop(include('evaluate-policy', { comment: 'sometimes' }));
    const early = await runPipeline(shop, { gitConfig });
    expect([early.exitCode, early.output]).toEqual([
      1,
      expect.stringMatching(/`comment` input: `sometimes` cannot be used/),
    ]);
    const valid = include('evaluate-policy', { base, head: base });
    commit(shop, { '.gitlab-ci.yml': valid }, 'valid');
    const variables = { CI_PIPELINE_SOURCE: 'merge_request_event', INTERLOCK_COMMENT: 'sometimes' };
    const late = await runPipeline(shop, { gitConfig, variables });
    expect([late.exitCode, late.output]).toEqual([
      1,
      expect.stringMatching(/Input comment: "sometimes" is not one of auto, never/),
    ]);
    expect(late.output).toContain('FAIL 2');
  }, 120_000);
});
