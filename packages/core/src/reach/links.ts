import { foldPath } from '../workflow/index.ts';

/** Another path that leads to a file, through the symbolic links of the repository. */
export interface Alias {
  /** Folded. */
  readonly path: string;
  /** The link that leads there, as the tree writes it. */
  readonly link: string;
}

/** Links by the folded path that they point at; those that leave the repository are left out. */
export type LinkIndex = ReadonlyMap<string, readonly { readonly at: string; readonly name: string }[]>;

/** Most ways to one file that are looked at. */
const maximumAliases = 500;
const maximumLinks = 8;

export function indexLinks(links: Iterable<readonly [path: string, target: string]>): LinkIndex {
  const index = new Map<string, { at: string; name: string }[]>();
  for (const [name, target] of links) {
    const path = targetOf(name, target);
    if (path === undefined) continue;
    const known = index.get(path) ?? [];
    const at = foldPath(name);
    if (!known.some((link) => link.at === at)) known.push({ at, name });
    index.set(path, known);
  }
  return index;
}

/** Where a link at a path points to, folded; `undefined` outside the repository. */
function targetOf(path: string, target: string): string | undefined {
  if (target.startsWith('/') || target === '') return undefined;
  const names = path.split('/').slice(0, -1);
  for (const name of target.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return foldPath(names.join('/'));
}

/** Every other way to a path, a chain of links at most eight long; `undefined` where there are too many to look at. */
export function aliasesOf(path: string, index: LinkIndex): readonly Alias[] | undefined {
  if (index.size === 0) return [];
  const found = new Map<string, Alias>();
  const start = foldPath(path);
  let latest = [start];
  for (let length = 0; length < maximumLinks && latest.length > 0; length++) {
    const next: string[] = [];
    for (const alias of latest.flatMap((known) => throughOneLink(known, index))) {
      if (alias.path === start || found.has(alias.path)) continue;
      found.set(alias.path, alias);
      if (found.size > maximumAliases) return undefined;
      next.push(alias.path);
    }
    latest = next;
  }
  return [...found.values()];
}

function throughOneLink(path: string, index: LinkIndex): readonly Alias[] {
  return [...foldersOf(path), path].flatMap((part) =>
    (index.get(part) ?? [])
      // A link to a folder that holds it leads round in a circle.
      .filter(({ at }) => !path.startsWith(`${at}/`))
      .map(({ at, name }) => {
        const rest = part === '' ? `/${path}` : path.slice(part.length);
        return { path: `${at}${rest}`, link: name };
      }),
  );
}

/** The root (`''`) and every folder on the way to a path. */
export function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return ['', ...names.map((_, at) => names.slice(0, at + 1).join('/'))];
}
