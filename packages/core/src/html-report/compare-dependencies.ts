import type { Dependency } from './components.ts';

export interface ComparedDependency extends Dependency {
  readonly change: 'added' | 'changed' | 'removed' | 'same';
  /** Version or licence before, where it changed. */
  readonly was?: string;
}

export interface Comparison {
  /** What changed first; else in the order of the head. */
  readonly rows: readonly ComparedDependency[];
  readonly counts: Readonly<Record<ComparedDependency['change'], number>>;
}

type ByName = ReadonlyMap<string, readonly Dependency[]>;
const order = ['added', 'changed', 'removed', 'same'] as const;

/**
 * The packages of the head against those of the base. Another version of a name, in place of one that is gone, is
 * changed; one beside the versions that were there is added.
 */
export function compareDependencies(head: readonly Dependency[], base: readonly Dependency[]): Comparison {
  const [now, before] = [byName(head), byName(base)];
  const removed = [...before].flatMap(([name, versions]) => gone(name, versions, now));
  const all = [...head.map((one) => against(one, before, now)), ...removed];
  const groups = order.map((change) => all.filter((row) => row.change === change));
  const [added = 0, changed = 0, gones = 0, same = 0] = groups.map(({ length }) => length);
  return { rows: groups.flat(), counts: { added, changed, removed: gones, same } };
}

function against(one: Dependency, before: ByName, now: ByName): ComparedDependency {
  const earlier = before.get(one.name) ?? [];
  const same = earlier.find(({ version }) => version === one.version);
  if (same !== undefined) {
    return same.licences === one.licences
      ? { ...one, change: 'same' }
      : { ...one, change: 'changed', was: same.licences === '' ? 'no licence stated' : same.licences };
  }
  const lost = without(earlier, now.get(one.name)).map(({ version }) => version);
  return lost.length > 0 ? { ...one, change: 'changed', was: lost.join(', ') } : { ...one, change: 'added' };
}

/** Versions that are gone, and that no new version of the name stands in place of. */
function gone(name: string, versions: readonly Dependency[], now: ByName): readonly ComparedDependency[] {
  const isReplaced = without(now.get(name) ?? [], versions).length > 0;
  return isReplaced ? [] : without(versions, now.get(name)).map((one) => ({ ...one, change: 'removed' as const }));
}

function without(some: readonly Dependency[], others: readonly Dependency[] = []): readonly Dependency[] {
  const versions = new Set(others.map(({ version }) => version));
  return some.filter(({ version }) => !versions.has(version));
}

function byName(all: readonly Dependency[]): ByName {
  const names = new Map<string, Dependency[]>();
  for (const one of all) {
    const known = names.get(one.name);
    if (known === undefined) names.set(one.name, [one]);
    else known.push(one);
  }
  return names;
}
