interface Wildcards<T> {
  /** Whether a part of the pattern stands for any number of items, none included. */
  readonly isStar: (part: T) => boolean;
  readonly matchesOne: (part: T, item: T) => boolean;
}

/** Whether a pattern matches all items. Takes at most length × length steps, whatever a hostile pattern holds. */
export function matchWildcards<T>(
  pattern: readonly T[],
  items: readonly T[],
  { isStar, matchesOne }: Wildcards<T>,
): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let item = 0; item < items.length;) {
    const part = pattern[at];
    const one = items[item];
    if (part !== undefined && isStar(part)) {
      [star, resume] = [at++, item];
    } else if (part !== undefined && one !== undefined && matchesOne(part, one)) {
      at++;
      item++;
    } else if (star >= 0) {
      // the last star takes one item more; an earlier one never needs to
      [at, item] = [star + 1, ++resume];
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isStar);
}
