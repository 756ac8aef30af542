import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';

interface StatsModule {
  /** File of the module; a group of modules has none. */
  readonly nameForCondition?: string | null | undefined;
  readonly chunks?: readonly (string | number)[] | undefined;
  readonly modules?: readonly StatsModule[] | undefined;
}

const StatsModule: v.GenericSchema<unknown, StatsModule> = v.looseObject({
  nameForCondition: v.nullish(v.string()),
  chunks: v.optional(v.array(v.union([v.string(), v.number()]))),
  modules: v.optional(v.array(v.lazy(() => StatsModule))),
});
const Stats = v.looseObject({ modules: v.array(StatsModule) });
const Manifest = v.looseObject({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string()),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string | undefined;
  readonly folder: string;
}

/**
 * The packages whose modules are in the bundle, by what the bundler says of it (`ncc --stats-out`), and their
 * dependencies: some packages ship a file that has theirs inlined, which no list of modules shows. `assets` are the folders
 * of packages that lie beside the bundle, of which the bundler does not know.
 */
export function bundledPackages(stats: unknown, assets: readonly string[]): readonly Package[] {
  const files = v.parse(Stats, stats).modules.flatMap((module) => filesOf(module, false));
  const folders = new Set(
    files.flatMap((file) => /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(file) ?? []),
  );
  const byId = new Map<string, Package>();
  const open = [...folders, ...assets];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const { name, version, license, dependencies } = v.parse(Manifest, JSON.parse(text));
    if (byId.has(`${name}@${version}`)) continue;
    byId.set(`${name}@${version}`, { name, version, license, folder });
    for (const dependency of Object.keys(dependencies)) open.push(...locate(dependency, folder));
  }
  return [...byId].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

/** The folder of a dependency, where it is installed: an optional one may not be. */
function locate(name: string, from: string): readonly string[] {
  const candidate = join(from, 'node_modules', name);
  if (existsSync(join(candidate, 'package.json'))) return [realpathSync(candidate)];
  return from === dirname(from) ? [] : locate(name, dirname(from));
}

/** A module without chunk was left out, unless it is part of a group that is in one. */
function filesOf({ chunks = [], modules = [], nameForCondition }: StatsModule, inGroup: boolean): readonly string[] {
  const kept = inGroup || chunks.length > 0;
  const inside = modules.flatMap((module) => filesOf(module, kept));
  return kept && typeof nameForCondition === 'string' ? [nameForCondition, ...inside] : inside;
}

/** THIRD-PARTY.txt: name, version, licence and licence text of each. */
export function thirdPartyText(packages: readonly Package[]): string {
  const entries = packages.map((entry) => {
    const file = readdirSync(entry.folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text =
      file === undefined ? '(no licence file in the package)' : readFileSync(join(entry.folder, file), 'utf8').trim();
    return `${entry.name} ${entry.version} (${entry.license ?? 'no licence field'})\n\n${text.replaceAll('\r\n', '\n')}\n`;
  });
  return `The programs in this folder contain code of these packages, or of packages that are made with them.\n\n${entries.join('\n----\n\n')}`;
}
