/** Name in a key such as `@scope/name@1.0.0`; of an alias it is the name of the package itself. */
export function nameOfKey(key: string): string {
  const at = key.indexOf('@', 1);
  return at < 0 ? key : key.slice(0, at);
}

/** Key without the groups in parentheses at its end, which name peers and patches: `a@1.0.0(b@2.0.0)` is `a@1.0.0`. */
export function withoutPeers(key: string): string {
  let end = key.length;
  let depth = 0;
  for (let index = key.length - 1; index > 0 && (depth > 0 || key[index] === ')'); index -= 1) {
    if (key[index] === ')') depth += 1;
    if (key[index] === '(') depth -= 1;
    if (depth === 0) end = index;
  }
  return key.slice(0, end);
}
