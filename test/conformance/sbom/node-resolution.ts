interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Edges between the packages of a package-lock.json by the plainest reading of Node's rule, as `from > to`: a second
 * opinion that shares no code with the reader.
 */
export function edgesByNodeRule(text: string): ReadonlySet<string> {
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Entry>> };
  const isPackage = (location: string) => location.split('/').includes('node_modules');
  const nameAt = (location: string) => {
    const segments = location.split('/');
    const name = segments.slice(segments.lastIndexOf('node_modules') + 1).join('/');
    return `${packages[location]?.name ?? name}@${packages[location]?.version ?? ''}`;
  };
  const edges = new Set<string>();
  for (const [location, entry] of Object.entries(packages)) {
    if (!isPackage(location) || entry.link === true) continue;
    const needed = { ...entry.peerDependencies, ...entry.dependencies, ...entry.optionalDependencies };
    for (const name of Object.keys(needed)) {
      const segments = location.split('/');
      const candidates = segments.map((_, index) => [
        ...segments.slice(0, segments.length - index),
        'node_modules',
        name,
      ]);
      const found = [...candidates, ['node_modules', name]]
        .map((candidate) => candidate.join('/'))
        .find((candidate) => packages[candidate] !== undefined);
      const target = found === undefined ? undefined : packages[found];
      if (found === undefined || target?.link === true) continue;
      edges.add(`${nameAt(location)} > ${nameAt(found)}`);
    }
  }
  return edges;
}
