/** A part of a pattern between two slashes: `below` stands for any number of folders. */
export type Segment =
  | { readonly kind: 'folders' }
  /** Characters, of which `*` and `?` are wild unless they were escaped. */
  | { readonly kind: 'name'; readonly parts: readonly Part[] };
export type Part = string | { readonly wild: '*' | '?' };

/** Whether the segments stand for the whole path. Takes time in proportion to their lengths: a path may be hostile. */
export function matchesPath(segments: readonly Segment[], path: string): boolean {
  return matches(segments, path.split('/'), {
    isMany: ({ kind }) => kind === 'folders',
    isOne: (segment, name) => segment.kind === 'name' && matchesName(segment.parts, name),
  });
}

function matchesName(parts: readonly Part[], name: string): boolean {
  return matches(parts, [...name], {
    isMany: (part) => typeof part === 'object' && part.wild === '*',
    isOne: (part, char) => (typeof part === 'object' ? part.wild === '?' : part === char),
  });
}

interface Meaning<P, T> {
  /** Stands for any number of items. */
  readonly isMany: (part: P) => boolean;
  readonly isOne: (part: P, item: T) => boolean;
}

/** One pass over the parts, with the set of positions that they can have come to. */
function matches<P, T>(parts: readonly P[], items: readonly T[], { isMany, isOne }: Meaning<P, T>): boolean {
  let reached = items.map(() => false);
  let atEnd = items.length === 0;
  if (reached.length > 0) reached[0] = true;
  for (const part of parts) {
    const many = isMany(part);
    const next: boolean[] = [];
    let carried = false;
    for (const [index, item] of items.entries()) {
      const here = reached[index] ?? false;
      next.push(many ? here || carried : carried);
      carried = many ? here || carried : here && isOne(part, item);
    }
    atEnd = many ? atEnd || carried : carried;
    reached = next;
  }
  return atEnd;
}
