/**
 * Package URL of an npm package (ECMA-427): percent-encoded, the name's case kept, qualifiers sorted.
 * Empty qualifiers and an empty subpath are left out.
 */
export function npmPurl(
  name: string,
  version: string,
  qualifiers: Readonly<Record<string, string>> = {},
  subpath = '',
): string {
  const pairs = Object.entries(qualifiers)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key.toLowerCase()}=${encode(value)}`)
    .sort();
  const path = name.split('/').map(encode).join('/');
  const inside = subpath.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return [
    `pkg:npm/${path}`,
    version === '' ? '' : `@${encode(version)}`,
    pairs.length === 0 ? '' : `?${pairs.join('&')}`,
    inside.length === 0 ? '' : `#${inside.map(encode).join('/')}`,
  ].join('');
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
