import { ok, type Result } from '../failure/index.ts';
import { matchesPath } from '../path-glob/index.ts';
import type { CommitTree } from '../ports/index.ts';
import { foldPath } from '../workflow/index.ts';
import { aliasesOf, foldersOf, type LinkIndex } from './links.ts';
import { readReferences, type OrderKind, type Reference } from './read-references.ts';
import { globOf, isPattern, type Rule } from './rules.ts';

/** Most files of a tree that are read for what they name. */
const maximumFiles = 300;

/** What a tree's CI files name, transitively. */
export interface Followed {
  readonly rules: readonly Rule[];
  /** Files that could not be read, so that nobody knows what they name. */
  readonly unreadable: readonly string[];
  readonly hasMore: boolean;
}

interface Order {
  readonly path: string;
  readonly kind: OrderKind;
}
type Files = ReadonlyMap<string, string>;

/** References by the kind and text of a file: most files are the same in every tree. */
export type ReferenceCache = Map<string, readonly Reference[] | undefined>;

export async function followReferences(
  tree: CommitTree,
  links: LinkIndex,
  cache: ReferenceCache,
): Promise<Result<Followed>> {
  const listed = await tree.list();
  if (!listed.ok) return listed;
  const waiting = [...rootsOf(listed.value, links)];
  let files: Files | undefined;
  const seen = new Set(waiting.map(keyOf));
  const rules: Rule[] = [];
  const unreadable: string[] = [];
  for (let at = 0; at < waiting.length; at++) {
    if (at >= maximumFiles) return ok({ rules, unreadable, hasMore: true });
    const order = waiting[at];
    if (order === undefined) break;
    const references = await readOrder(tree, order, cache);
    if (!references.ok) return references;
    if (references.value === undefined) unreadable.push(order.path);
    for (const reference of references.value ?? []) {
      files ??= indexFiles(listed.value, links);
      const named = nameTargets(reference, order, files);
      rules.push(...named.rules);
      for (const next of named.orders) {
        if (seen.has(keyOf(next))) continue;
        seen.add(keyOf(next));
        waiting.push(next);
      }
    }
  }
  return ok({ rules, unreadable, hasMore: false });
}

const keyOf = ({ kind, path }: Order) => `${kind} ${path}`;

/** Files from which a CI system starts, also where only a link has a name that it looks for. */
function rootsOf(paths: readonly string[], links: LinkIndex): readonly Order[] {
  return paths.flatMap((path) => {
    const ways = [path.toLowerCase(), ...(aliasesOf(path, links) ?? []).map((alias) => alias.path)];
    const kind = ways.map(rootKind).find((found) => found !== undefined);
    return kind === undefined ? [] : [{ path, kind }];
  });
}

function rootKind(path: string): OrderKind | undefined {
  if (!/\.ya?ml$/.test(path)) return undefined;
  if (/^\.(github|gitea|forgejo)\/workflows\//.test(path)) return 'workflow';
  return /(^|\/)\.gitlab-ci(\.ya?ml$|\/)|^\.gitlab\//.test(path) ? 'pipeline' : undefined;
}

/** Every way to every file, folded. */
function indexFiles(paths: readonly string[], links: LinkIndex): Files {
  const files = new Map<string, string>();
  for (const path of paths) for (const alias of aliasesOf(path, links) ?? []) files.set(alias.path, path);
  for (const path of paths) files.set(foldPath(path), path);
  return files;
}

async function readOrder(
  tree: CommitTree,
  { kind, path }: Order,
  cache: ReferenceCache,
): Promise<Result<readonly Reference[] | undefined>> {
  const content = await tree.read(path);
  if (!content.ok) return content;
  if (content.value === undefined) return ok(undefined);
  const key = `${kind} ${new TextDecoder().decode(content.value)}`;
  if (!cache.has(key)) cache.set(key, readReferences(kind, content.value));
  return ok(cache.get(key));
}

interface Named {
  readonly rules: readonly Rule[];
  readonly orders: readonly Order[];
}

function nameTargets({ kind, target }: Reference, order: Order, files: Files): Named {
  if (kind === 'include') return nameIncluded(target, `included by ${order.path}`, files);
  const because = `used by ${order.path}`;
  if (kind === 'use') return nameUsed(target, because, files);
  const [folder, path] = [parentOf(foldPath(order.path)), foldPath(`${parentOf(order.path)}/${target}`)];
  const beside = parentOf(path);
  // A program takes the files beside it along, and its folder is judged already where it is the action's own.
  const rules: Rule[] = [{ kind: 'file', path, because }];
  if (beside !== '' && beside !== folder) rules.push({ kind: 'folder', path: beside, because });
  return { rules, orders: [] };
}

function nameIncluded(target: string, because: string, files: Files): Named {
  if (!isPattern(target)) {
    const path = foldPath(target);
    return { rules: [{ kind: 'file', path, because }], orders: ordersAt([path], 'pipeline', files) };
  }
  const glob = { kind: 'glob', path: globOf(target).toLowerCase(), because } as const;
  const matches = [...files.keys()].filter((path) => isMatch(glob, path));
  return { rules: [glob], orders: ordersAt(matches, 'pipeline', files) };
}

const isMatch = ({ path: glob }: Rule, path: string) => /\.ya?ml$/.test(path) && matchesPath(glob, path);

/** A workflow, or the folder of an action; where the job checks the repository out into a folder, that is left out. */
function nameUsed(target: string, because: string, files: Files): Named {
  const path = foldPath(target);
  if (/\.ya?ml$/.test(path)) {
    return { rules: [{ kind: 'file', path, because }], orders: ordersAt([path], 'workflow', files) };
  }
  const folders = actionFolders(path, files);
  // An action at the root does not make every file of the repository its own.
  const own = folders.filter((folder) => folder !== '');
  return {
    rules: own.map((folder) => ({ kind: 'folder', path: folder, because })),
    orders: ordersAt(folders.flatMap(actionFiles), 'action', files),
  };
}

function actionFolders(path: string, files: Files): readonly string[] {
  if (path === '') return [''];
  const names = path.split('/');
  const shorter = names.map((_, at) => names.slice(at + 1).join('/'));
  const isAction = (folder: string) => actionFiles(folder).some((file) => files.has(file));
  const there = isAction(path) ? undefined : shorter.find(isAction);
  return there === undefined ? [path] : [path, there];
}

const actionFiles = (folder: string) =>
  ['action.yml', 'action.yaml'].map((name) => (folder === '' ? name : `${folder}/${name}`));

function ordersAt(paths: readonly string[], kind: OrderKind, files: Files): readonly Order[] {
  return paths.flatMap((path) => {
    const file = files.get(path);
    return file === undefined || !/\.ya?ml$/i.test(file) ? [] : [{ path: file, kind }];
  });
}

const parentOf = (path: string) => foldersOf(path).at(-1) ?? '';
