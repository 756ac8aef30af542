import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runProgram } from '../../../examples/rehearsal/src/program.ts';
import type { Scanner } from '../../../examples/rehearsal/src/scanners/scanner.ts';
import { requirePeer } from '../installation.ts';

/** Nothing answers there: who asks the network fails. */
const noNetwork = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' };

async function run(program: string, args: readonly string[], cwd: string, home: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  const environment = { HOME: home, ...noNetwork };
  const { exitCode, stderr, stdout } = await runProgram(program, args, { cwd, environment });
  // 1: there are findings.
  if (exitCode > 1) throw new Error(`${program} ended with ${exitCode}:\n${stdout}${stderr}`);
}

/**
 * Semgrep by the rules beside this file, whatever the change says of files to leave out. What a comment `nosemgrep`
 * dismisses is in its SARIF all the same, as suppressed in source.
 */
export const semgrep: Scanner = {
  tool: 'Semgrep OSS',
  scan: async ({ checkout, output, work }) => {
    const rules = ['--config', join(import.meta.dirname, 'semgrep-rules.yml'), '--no-rewrite-rule-ids'];
    const all = ['--no-git-ignore', '--x-ignore-semgrepignore-files'];
    const quiet = ['--metrics=off', '--disable-version-check', '--quiet'];
    const report = ['--sarif', '--sarif-output', output];
    await run(requirePeer('semgrep'), ['scan', ...rules, ...all, ...quiet, ...report, '.'], checkout, work);
    return 'own rules';
  },
};

/** An advisory of OSV (ossf.github.io/osv-schema), as far as it is needed here. */
export interface Advisory {
  readonly id: string;
  readonly summary: string;
  readonly package: string;
  /** The first version that it does not hold for. */
  readonly fixed: string;
}

/** osv-scanner with a database of these advisories, whatever the change says of advisories to leave out. */
export const osvScanner = (advisories: readonly Advisory[]): Scanner => ({
  tool: 'osv-scanner',
  scan: async ({ checkout, output, work }) => {
    const database = await writeDatabase(join(work, 'database'), advisories);
    const config = join(work, 'osv-scanner.toml');
    writeFileSync(config, '');
    const offline = ['--offline', `--local-db-path=${database}`, `--config=${config}`];
    const report = ['--format=sarif', `--output-file=${output}`];
    const lockfile = `--lockfile=${join(checkout, 'package-lock.json')}`;
    await run(requirePeer('osv-scanner'), ['scan', 'source', ...offline, ...report, lockfile], work, work);
    return 'package-lock.json of the head';
  },
});

/** Where osv-scanner looks: `osv-scalibr/ECOSYSTEM/all.zip`, one JSON file an advisory. */
async function writeDatabase(folder: string, advisories: readonly Advisory[]): Promise<string> {
  const npm = join(folder, 'osv-scalibr/npm');
  mkdirSync(npm, { recursive: true });
  for (const advisory of advisories)
    writeFileSync(join(npm, `${advisory.id}.json`), JSON.stringify(documentOf(advisory)));
  const files = advisories.map(({ id }) => `${id}.json`);
  await mustRun('python3', ['-m', 'zipfile', '-c', 'all.zip', ...files], { cwd: npm });
  return folder;
}

const documentOf = ({ fixed, id, package: name, summary }: Advisory) => ({
  schema_version: '1.7.0',
  id,
  modified: '2026-01-01T00:00:00Z',
  published: '2026-01-01T00:00:00Z',
  summary,
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
    },
  ],
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }],
});
