/**
 * A path as the most forgiving file systems take it, for comparison with paths folded alike: case, compatibility forms,
 * ignorable characters (HFS+), and, as Windows has it, backslashes, stream names, and dots and spaces at the end of a name.
 */
export function foldPath(path: string): string {
  const names: string[] = [];
  for (const name of foldCharacters(path).split('/')) {
    const plain = foldName(name);
    if (plain === '..') names.pop();
    else if (plain !== '') names.push(plain);
  }
  return names.join('/');
}

/** Whether nothing but the case of letters was folded. */
export function isPlainPath(path: string): boolean {
  return foldPath(path) === path.toLowerCase();
}

function foldCharacters(path: string): string {
  // oxlint-disable-next-line no-control-regex -- ASCII without control characters is what needs no more than its case folded
  if (/^[\u0020-\u007e]*$/.test(path)) return path.toLowerCase().replaceAll('\\', '/');
  const visible = path.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '');
  // Up and down again, since some letters share their capital alone.
  return visible.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replaceAll('\\', '/');
}

function foldName(name: string): string {
  const own = name.replace(/:.*$/s, '').replace(/ +$/, '');
  return own === '..' ? own : own.replace(/[. ]+$/, '');
}
