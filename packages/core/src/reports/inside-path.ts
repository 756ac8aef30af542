/**
 * A path that a report states, relative to the repository root and `/`-separated; undefined where it lies outside.
 * Nothing is looked up: a link inside the repository is not followed.
 */
export function insidePath(path: string, root: string): string | undefined {
  const stated = path.replaceAll('\\', '/');
  const base = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const relative = stated.startsWith(base) && base !== '/' ? stated.slice(base.length) : stated;
  if (relative.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(relative) || relative.includes('\0'))
    return undefined;
  const parts = relative.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/').toWellFormed();
}
