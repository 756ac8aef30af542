import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accept } from '../../examples/rehearsal/src/rehearsal/accept.ts';
import { usualChange } from '../../examples/rehearsal/src/rehearsal/faults.ts';
import { rehearseFlow } from '../../examples/rehearsal/src/rehearsal/rehearse.ts';
import { checkout } from '../../examples/rehearsal/src/rehearsal/repository.ts';
import { openRun } from '../../examples/rehearsal/src/rehearsal/run.ts';
import { openTestScene, whatIsWrong, type TestScene } from '../../examples/rehearsal/src/rehearsal/test-scene.ts';
import { interlock } from '../../examples/rehearsal/src/interlock.ts';
import { requirePeer } from './installation.ts';
import { osvScanner, semgrep } from './scanners/peer-scanners.ts';

/** Made up: the sample service has a version before 1.13 of the package, and none before 0.1. */
const advisory = { summary: 'Made up for a test', package: '@openfeature/core' };
const scanners = [
  semgrep,
  osvScanner([
    { ...advisory, id: 'GHSA-xxxx-fixt-ure2', fixed: '1.13.0' },
    { ...advisory, id: 'GHSA-xxxx-fixt-ure3', fixed: '0.1.0' },
  ]),
] as const;

let test: TestScene;
beforeAll(async () => {
  for (const name of ['semgrep', 'osv-scanner'] as const) requirePeer(name);
  test = await openTestScene(scanners);
}, 60_000);
afterAll(async () => test.close(), 60_000);

interface Scan {
  readonly tool: { readonly name: string };
  readonly succeeded: boolean;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly state: string;
    readonly path?: string;
  }[];
}
const scansIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { readonly scans: readonly Scan[] }).scans;

describe('a change that Semgrep and osv-scanner scanned', () => {
  it.each(scanners.map(({ tool }) => tool))(
    'is blocked without the scan of %s',
    async (tool) => {
      const { world } = test.scene;
      const deviation = { verify: { without: tool } };
      const name = `without-${tool.split(' ')[0]?.toLowerCase()}`;
      const run = openRun(world, { name, flow: 'default', change: usualChange.default, deviation });
      await expect(accept(run)).rejects.toMatchObject({
        by: 'evaluate-policy',
        exitCode: 1,
        reason: expect.stringContaining(`scans-present: ${tool} is required`),
      });
    },
    120_000,
  );

  it('is promoted by the default flow, whose base requires both, with what they found', async () => {
    const rehearsed = await test.walk((scene) => rehearseFlow(scene, 'default'));
    expect(whatIsWrong(rehearsed)).toEqual([]);
    expect(scansIn(join(rehearsed.evidence, 'reports-1.json'))).toMatchObject([
      {
        tool: { name: 'Semgrep OSS' },
        succeeded: true,
        findings: [{ ruleId: 'server-without-tls', severity: 'low', path: 'src/service.ts' }],
      },
      {
        tool: { name: 'osv-scanner' },
        succeeded: true,
        findings: [{ ruleId: 'GHSA-xxxx-fixt-ure2', severity: 'high' }],
      },
    ]);
  }, 240_000);
});

describe('a change that says what to leave out', () => {
  it('is scanned whole all the same', async () => {
    const { world } = test.scene;
    const folder = await checkout(world, 'hostile', world.first);
    const files = {
      'src/evil.ts': 'eval(process.argv[2]);\neval(process.argv[3]); // nosemgrep\n',
      '.semgrepignore': '*\n',
      '.gitignore': 'src/evil.ts\n',
      'osv-scanner.toml': '[[IgnoredVulns]]\nid = "GHSA-xxxx-fixt-ure2"\n',
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    const reports = scanners.map((_, index) => join(world.folder, `hostile-${index}.sarif`));
    for (const [index, { scan }] of scanners.entries()) {
      const work = join(world.folder, `hostile-${index}`);
      const output = reports[index] ?? '';
      const of = { repository: world.origin, commit: world.first, checkout: folder };
      await scan({ ...of, work, rules: 'usual', output });
    }
    const file = join(world.folder, 'hostile.json');
    await interlock('collect-reports', { scans: reports, 'output-file': file }, { cwd: folder });
    const found = scansIn(file).flatMap(({ findings }) =>
      findings.map(({ path, ruleId, state }) => [ruleId, path, state]),
    );
    expect(found).toEqual([
      ['code-from-text', 'src/evil.ts', 'open'],
      // By the comment in the code.
      ['code-from-text', 'src/evil.ts', 'dismissed'],
      ['server-without-tls', 'src/service.ts', 'open'],
      ['GHSA-xxxx-fixt-ure2', 'package-lock.json', 'open'],
    ]);
  }, 120_000);
});
