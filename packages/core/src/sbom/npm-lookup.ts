import { parentFolder } from './graph.ts';

const marker = 'node_modules/';

/** Folder name of an installed package: its name, or the alias it is installed under. */
export function installedName(location: string): string {
  return location.slice(location.lastIndexOf(marker) + marker.length);
}

export function isInstalled(location: string): boolean {
  return `/${location}`.includes(`/${marker}`);
}

/** Finds where the package `name` lies for code at `from`, by Node's rule: the nearest node_modules folder upwards. */
export type PackageLookup = (from: string, name: string) => string | undefined;

/** Costs per look-up only the folders that hold packages, so that deep paths in a hostile lockfile stay cheap. */
export function packageLookup(locations: Iterable<string>): PackageLookup {
  const holders = new Map<string, Map<string, string>>();
  for (const location of locations) {
    if (!isInstalled(location)) continue;
    const folder = location.slice(0, Math.max(0, location.lastIndexOf(marker) - 1));
    const held = holders.get(folder) ?? new Map<string, string>();
    holders.set(folder, held.set(installedName(location), location));
  }
  const chains = new Map<string, readonly ReadonlyMap<string, string>[]>();
  const chainOf = (from: string): readonly ReadonlyMap<string, string>[] => {
    const known = chains.get(from);
    if (known !== undefined) return known;
    const held = foldersUpwards(from).flatMap((folder) => holders.get(folder) ?? []);
    chains.set(from, held);
    return held;
  };
  return (from, name) => {
    for (const held of chainOf(from)) {
      const location = held.get(name);
      if (location !== undefined) return location;
    }
    return undefined;
  };
}

function foldersUpwards(from: string): readonly string[] {
  const folders = [from];
  for (let folder = from; folder !== '';) {
    folder = parentFolder(folder);
    // A folder beside the project does not see the project's own node_modules.
    if (folder !== '' || !from.startsWith('..')) folders.push(folder);
  }
  return folders;
}
