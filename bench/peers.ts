import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';

/** A public action in a git checkout beside us. */
export interface PeerAction {
  /** `owner/name version (commit)`. */
  readonly name: string;
  readonly folder: string;
  /** The program that `runs.main` of its action.yml names. */
  readonly main: string;
}

const ActionYml = v.looseObject({ runs: v.looseObject({ main: v.string() }) });

/** `INTERLOCK_BENCH_PEERS`: a folder of git checkouts named `owner+name`, and of npm programs in its node_modules/.bin. */
const peersFolder = process.env['INTERLOCK_BENCH_PEERS'];

export function peerActions(): readonly PeerAction[] {
  if (peersFolder === undefined) return [];
  const names = readdirSync(peersFolder).filter((name) => existsSync(join(peersFolder ?? '', name, 'action.yml')));
  return names.toSorted().map((name) => {
    const folder = join(peersFolder ?? '', name);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const action = v.parse(ActionYml, parse(readFileSync(join(folder, 'action.yml'), 'utf8')));
    const shown = `${name.replace('+', '/')} of ${git('log', '-1', '--format=%cs')} (${git('rev-parse', '--short=10', 'HEAD')})`;
    return { name: shown, folder, main: join(folder, action.runs.main) };
  });
}

/** A program of npm that is installed in the folder of peers. */
export function peerProgram(name: string): string | undefined {
  const file = join(peersFolder ?? '/nonexistent', 'node_modules', '.bin', name);
  return existsSync(file) ? file : undefined;
}

/** Its version, as its package says. */
export function versionOf(packageName: string): string {
  const file = join(peersFolder ?? '', 'node_modules', packageName, 'package.json');
  return v.parse(v.looseObject({ version: v.string() }), JSON.parse(readFileSync(file, 'utf8'))).version;
}
