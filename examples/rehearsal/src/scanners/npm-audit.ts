import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { git } from '../git.ts';
import { runProgram } from '../program.ts';
import { auditSarif } from './audit-sarif.ts';

export interface AuditPlan {
  readonly repository: string;
  readonly commit: string;
  /** A new folder, for npm to work in. */
  readonly folder: string;
  readonly registry: string;
  /** Where the SARIF file goes; npm's own report goes beside it, as `<output>.npm.json`. */
  readonly output: string;
}

const packageFile = createRequire(import.meta.url).resolve('npm/package.json');

/**
 * `npm audit` of the lockfile of a commit. Only the two files that it needs are taken out of the commit: an `.npmrc` of
 * the change could name another registry.
 */
export async function runNpmAudit(plan: AuditPlan): Promise<void> {
  const { commit, folder, output, registry, repository } = plan;
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    writeFileSync(join(folder, name), `${await git(repository, 'show', `${commit}:${name}`)}\n`);
  const args = [join(dirname(packageFile), 'bin/npm-cli.js'), 'audit', '--json', '--package-lock-only'];
  const npm = [...args, `--registry=${registry}`, `--cache=${join(folder, 'cache')}`, '--userconfig=/dev/null'];
  const { exitCode, stderr, stdout } = await runProgram(process.execPath, npm, {
    cwd: folder,
    environment: { HOME: folder },
  });
  // 1: there are findings, which is an answer; without a report the conversion throws.
  if (exitCode > 1) throw new Error(`npm audit ended with ${exitCode}:\n${stderr}`);
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  writeFileSync(`${output}.npm.json`, stdout);
  writeFileSync(output, auditSarif(stdout, version));
}
