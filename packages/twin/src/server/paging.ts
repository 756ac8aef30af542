/** One page of a list as both forges cut it: from page 1, 30 or 20 entries unless told, never more than 100. */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly next?: number;
}

export function cutPage<T>(list: readonly T[], query: URLSearchParams, usualSize: number): Page<T> {
  const size = Math.min(100, positive(query.get('per_page')) ?? usualSize);
  const page = positive(query.get('page')) ?? 1;
  const entries = list.slice((page - 1) * size, page * size);
  return page * size < list.length ? { entries, next: page + 1 } : { entries };
}

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d*$/u.test(text) ? Number(text) : undefined;
}
