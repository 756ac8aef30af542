import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { git } from '../git.ts';
import { repositoryRoot } from '../interlock.ts';
import { mustRun } from '../program.ts';
import { fixturePackage } from './advisories.ts';
import { startAdvisoryServer, type AdvisoryServer } from './advisory-server.ts';
import { runAstGrep } from './ast-grep.ts';
import { auditSarif } from './audit-sarif.ts';
import { runNpmAudit } from './npm-audit.ts';
import type { Rules } from './scanner.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-scanners-'));
const service = join(repositoryRoot, 'examples/sample-service');
const repository = join(folder, 'repository');
let registry: AdvisoryServer;
beforeAll(async () => {
  registry = await startAdvisoryServer();
  cpSync(service, repository, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  await git(repository, 'init', '-q');
  await commit();
});
afterAll(() => {
  registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function commit(): Promise<string> {
  await git(repository, 'add', '-A');
  await git(repository, 'commit', '-q', '-m', 'A commit');
  return git(repository, 'rev-parse', 'HEAD');
}

let count = 0;
interface Sarif {
  readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly level: string }[] }[];
}
const rulesIn = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as Sarif).runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));

async function audit(at: string): Promise<readonly string[]> {
  const work = join(folder, `audit-${count++}`);
  const output = `${work}.sarif`;
  await runNpmAudit({ repository, commit: at, folder: work, registry: registry.url, output });
  return rulesIn(output);
}

async function search(files: Readonly<Record<string, string>>, rules: Rules): Promise<readonly string[]> {
  const at = join(folder, `search-${count++}`);
  mkdirSync(at);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  await runAstGrep(at, rules, `${at}.sarif`);
  return rulesIn(`${at}.sarif`).toSorted();
}

describe('npm audit', () => {
  it('finds nothing in the sample service, and an advisory once a lockfile has the package', async () => {
    expect(await audit('HEAD')).toEqual([]);
    const file = join(repository, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, object> };
    const added = { version: '1.4.0', resolved: 'https://registry.interlock.invalid/x.tgz', integrity: 'sha512-AAAA' };
    lock.packages[`node_modules/${fixturePackage}`] = added;
    lock.packages[''] = { ...lock.packages[''], dependencies: { [fixturePackage]: '1.4.0' } };
    writeFileSync(file, JSON.stringify(lock));
    const name = join(repository, 'package.json');
    const manifest = JSON.parse(readFileSync(name, 'utf8')) as object;
    writeFileSync(name, JSON.stringify({ ...manifest, dependencies: { [fixturePackage]: '1.4.0' } }));
    writeFileSync(join(repository, '.npmrc'), 'registry=http://127.0.0.1:1/\naudit=false\n');
    expect(await audit(await commit())).toEqual(['GHSA-xxxx-fixt-ure1']);
  }, 30_000);

  it('fails where npm gave no report, and does not take that for a clean one', () => {
    for (const text of ['{}', '{"error":{"code":"ENOLOCK"}}', '[]', 'null'])
      expect(() => auditSarif(text, '1')).toThrow(/gave no report/u);
    expect(() => auditSarif('', '1')).toThrow();
  });
});

describe('ast-grep', () => {
  const secret = `const t = 'ghp_${'a'.repeat(36)}';\n`;
  const evil = `${secret}eval(x);\nexec(\`ls \${x}\`);\ncreateHash('md5');\n`;

  it('finds more by the wide rules than by the usual ones, and nothing in the sample service by either', async () => {
    const usual = ['code-from-text', 'shell-from-text', 'weak-digest'];
    expect(await search({ 'a.ts': evil, 'fine.ts': "exec('ls');\n" }, 'usual')).toEqual(usual);
    expect(await search({ 'a.mjs': evil }, 'wide')).toEqual([...usual, 'secret-in-code'].toSorted());
    await runAstGrep(repository, 'wide', join(folder, 'service.sarif'));
    expect(rulesIn(join(folder, 'service.sarif'))).toEqual([]);
  });

  it('leaves no file out because the change says so', async () => {
    const hidden = { 'a.ts': 'eval(x);\n', '.ignore': '*\n', '.gitignore': '*\n', 'sgconfig.yml': 'ruleDirs: []\n' };
    expect(await search(hidden, 'usual')).toEqual(['code-from-text']);
  });
});

describe('the fuzz run', () => {
  async function fuzz(name: string, prices: (source: string) => string) {
    const at = join(folder, name);
    cpSync(service, at, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    symlinkSync(join(service, 'node_modules'), join(at, 'node_modules'));
    const file = join(at, 'src/price.ts');
    writeFileSync(file, prices(readFileSync(file, 'utf8')));
    const main = join(import.meta.dirname, '../fuzz/main.ts');
    const output = join(folder, `${name}-run`);
    await mustRun(process.execPath, ['--conditions=source', main, at, 'HEAD', '0.5', output], { cwd: folder });
    const report = JSON.parse(readFileSync(`${output}.json`, 'utf8')) as {
      runs: readonly { executions: number; crashes: number; input?: string }[];
    };
    return { runs: report.runs, junit: readFileSync(`${output}.junit`, 'utf8') };
  }

  it('runs the code of the checkout, counts, and says which input broke it', async () => {
    const good = await fuzz('good', (source) => source);
    expect(good.runs.map(({ crashes }) => crashes)).toEqual([0, 0]);
    expect(good.runs.every(({ executions }) => executions > 20)).toBe(true);
    expect(good.junit).not.toContain('<failure');
    const bad = await fuzz('bad', (source) =>
      source.replace("return { problem: 'unknown article' }", "throw new Error('unknown article')"),
    );
    expect(bad.runs[0]).toMatchObject({ crashes: 1, input: expect.stringContaining('sku') });
    expect(bad.junit).toContain('<failure message="');
  }, 30_000);
});
