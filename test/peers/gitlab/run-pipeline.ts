import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { requirePeer } from '../installation.ts';
import { runProgram, type ProgramRun } from '../scene/run-program.ts';

requirePeer('rsync');

/**
 * Runs the pipeline of a repository with gitlab-ci-local: jobs in a shell, each in a copy of the repository. Artifacts
 * are copied back into the repository. `variables` are the pipeline's; predefined ones are overridden too.
 */
export function runPipeline(
  repository: string,
  options: {
    readonly gitConfig: string;
    readonly variables?: Readonly<Record<string, string>>;
    /** Variables that only the jobs of one environment get, by environment. */
    readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    /** Instead of running: only prints the jobs that the pipeline would have. */
    readonly only?: '--list-csv';
    readonly timeoutSeconds?: number;
  },
): Promise<ProgramRun> {
  const home = mkdtempSync(join(tmpdir(), 'interlock-home-'));
  mkdirSync(join(home, '.gitlab-ci-local'));
  const scoped = Object.entries(options.secrets ?? {}).map(([name, values]) => [name, { type: 'variable', values }]);
  writeFileSync(join(home, '.gitlab-ci-local/variables.yml'), stringify({ global: Object.fromEntries(scoped) }));
  const variables = Object.entries(options.variables ?? {});
  const args = [
    '--force-shell-executor',
    '--shell-isolation',
    ...(options.only === undefined ? [] : [options.only]),
    ...(variables.length === 0 ? [] : ['--ignore-predefined-vars', variables.map(([name]) => name).join(',')]),
    ...variables.flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
  ];
  return runProgram(requirePeer('gitlab-ci-local'), args, {
    cwd: repository,
    environment: {
      HOME: home,
      GIT_CONFIG_GLOBAL: options.gitConfig,
      NO_COLOR: '1',
      npm_config_cache: process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? '', '.npm'),
    },
    timeoutSeconds: options.timeoutSeconds ?? 120,
  });
}
