import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { project } from '@interlock/core/project';
import { dist } from '../../e2e/run-action.ts';
import { requirePeer } from '../installation.ts';
import type { Files } from '../scene/git.ts';
import { runProgram, type ProgramRun } from '../scene/run-program.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The example workflows as a project has them, except that the actions are this repository's own. */
export function exampleWorkflows(): Files {
  const prefix = new RegExp(`uses: ${project.slug}/actions/([a-z-]+)@\\S+`, 'g');
  return Object.fromEntries(
    globSync('examples/github/*.yml', { cwd: root }).map((path) => [
      join('.github/workflows', basename(path)),
      readFileSync(join(root, path), 'utf8').replace(prefix, 'uses: ./actions/$1'),
    ]),
  );
}

/** Puts the actions and the bundle under test into a repository. */
export function copyActions(repository: string): void {
  cpSync(join(root, 'actions'), join(repository, 'actions'), { recursive: true });
  cpSync(dist, join(repository, 'dist'), { recursive: true });
}

export interface ActRun extends ProgramRun {
  /** Where the artifacts of the run are, by name. */
  readonly artifacts: string;
}

/**
 * Runs one workflow of a repository with act, without containers. Of GitHub's own actions, checkout is act's, and
 * the two that carry artifacts copy files instead.
 */
export async function runAct(
  repository: string,
  workflow: string,
  options: {
    readonly event: readonly [name: string, payload: object];
    readonly secrets?: Readonly<Record<string, string>>;
    readonly variables?: Readonly<Record<string, string>>;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<ActRun> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-act-'));
  const [event, payload] = options.event;
  writeFileSync(join(folder, 'event.json'), JSON.stringify(payload));
  const secrets = Object.entries(options.secrets ?? {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  writeFileSync(join(folder, 'secrets'), secrets.join('\n'), { mode: 0o600 });
  const artifacts = join(folder, 'artifacts');
  const settings = {
    workflows: join('.github/workflows', workflow),
    eventpath: join(folder, 'event.json'),
    platform: 'ubuntu-latest=-self-hosted',
    'secret-file': join(folder, 'secrets'),
    'action-cache-path': join(folder, 'cache'),
  };
  const environment = Object.entries({ ARTIFACT_FOLDER: artifacts, ...options.environment });
  const args = [
    event,
    ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    '--no-cache-server',
    '--use-new-action-cache',
    '--use-gitignore=false',
    '--log-prefix-job-id',
    ...replacements(exampleWorkflows()),
    ...Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
    ...environment.flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const run = await runProgram(requirePeer('act'), args, { cwd: repository });
  // act leaves the work tree of a failed job behind.
  rmSync(settings['action-cache-path'], { recursive: true, force: true });
  return { ...run, artifacts };
}

/** `--local-repository` for every pin of the artifact actions in the workflows. */
function replacements(workflows: Files): readonly string[] {
  const pins = new Set(
    Object.values(workflows).flatMap((text) => text.match(/actions\/(?:up|down)load-artifact@\w+/g) ?? []),
  );
  return [...pins].flatMap((pin) => {
    const kind = pin.startsWith('actions/upload') ? 'upload' : 'download';
    return ['--local-repository', `${pin}=${join(import.meta.dirname, 'artifacts', kind)}`];
  });
}
