import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { LockedPackage } from './graph.ts';
import { disagreement, mergeHashes } from './hashes.ts';
import { sortLicenses } from './license.ts';
import type { PackageSource } from './source.ts';

/** `name@version` for what a registry gives, `name@<address>` for the rest; also the bom-ref. */
export function packageId(name: string, version: string, source: PackageSource): string {
  return `${name}@${source.kind === 'registry' ? version : `${source.kind}:${source.address}`}`;
}

/** Packages by id while a graph is read: their edges still grow. */
export type PackageTable = Map<string, GrowingPackage>;
interface GrowingPackage extends LockedPackage {
  readonly dependsOn: Set<string>;
  readonly optionalDependsOn: Set<string>;
}

const packageName = /^(?:@[^@/\s:]+\/)?[^@/\s:]+$/;

/**
 * Adds a package, or unites it with what is known of the same id. The result does not depend on the order. Fails where
 * two places give one package different hashes of the same algorithm: one of them is not what was published.
 */
export function addPackage(packages: PackageTable, item: LockedPackage, file: string, otherFile = file): Result<void> {
  if (!packageName.test(item.name)) {
    const message = `"${oneLine(item.name, 80)}" is not the name of an npm package.`;
    return fail('malformed-file', message, { file, hint: 'Write the lockfile again with its package manager.' });
  }
  const id = packageId(item.name, item.version, item.source);
  const known = packages.get(id);
  const algorithm = known === undefined ? undefined : disagreement(known.hashes, item.hashes);
  if (algorithm !== undefined) {
    const places = file === otherFile ? `two places of ${oneLine(file)}` : `${oneLine(otherFile)} and ${oneLine(file)}`;
    return fail('malformed-file', `${oneLine(id, 120)} has different ${algorithm} hashes in ${places}.`, {
      file,
      hint: 'One of the two may have been tampered with: compare both with what the registry serves.',
    });
  }
  packages.set(id, known === undefined ? copyOf(item) : unite(known, item));
  return ok(undefined);
}

function copyOf(item: LockedPackage): GrowingPackage {
  return { ...item, dependsOn: new Set(item.dependsOn), optionalDependsOn: new Set(item.optionalDependsOn) };
}

function unite(known: GrowingPackage, item: LockedPackage): GrowingPackage {
  for (const target of item.dependsOn) known.dependsOn.add(target);
  for (const target of item.optionalDependsOn) known.optionalDependsOn.add(target);
  return {
    ...known,
    hashes: mergeHashes(known.hashes, item.hashes),
    licenses: sortLicenses([...known.licenses, ...item.licenses]),
    distribution: [known.distribution, item.distribution].filter((address) => address !== undefined).sort()[0],
  };
}
