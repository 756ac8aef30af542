import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Package extends Manifest {
  readonly folder: string;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** Every package that the program can be made of: the closure of the workspace packages' dependencies. */
export function thirdPartyPackages(workspaceFolders: readonly string[]): readonly Package[] {
  const found = new Map<string, Package>();
  const open = [...workspaceFolders];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
      const target = locate(name, folder);
      if (target === undefined || workspaceFolders.includes(target)) continue;
      const manifest = manifestOf(target);
      const id = `${manifest.name}@${manifest.version}`;
      if (found.has(id)) continue;
      found.set(id, { ...manifest, folder: target });
      open.push(target);
    }
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function locate(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

/** THIRD-PARTY.txt: name, version, licence and licence text of each. */
export function thirdPartyText(packages: readonly Package[]): string {
  const entries = packages.map((entry) => {
    const file = readdirSync(entry.folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text =
      file === undefined ? '(no licence file in the package)' : readFileSync(join(entry.folder, file), 'utf8').trim();
    return `${entry.name} ${entry.version} (${entry.license ?? 'no licence field'})\n\n${text.replaceAll('\r\n', '\n')}\n`;
  });
  return `The programs in this folder contain code of these packages.\n\n${entries.join('\n----\n\n')}`;
}
