import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, relative, sep } from 'node:path';

/**
 * A symbolic link on the way to a file which stands in a work tree and leads out of it, or into its git directory: a
 * change can bring such a link, and so choose what is written where. A work tree is the repository around the link, else
 * the working directory. Links elsewhere are the user's own, as is a path that leads out without a link.
 */
export async function strayLink(path: string): Promise<string | undefined> {
  let place = isAbsolute(path) ? parse(path).root : await realpath('.');
  for (const name of dirname(path).split(sep)) {
    const next = join(place, name);
    const stats = await lstat(next).catch(() => undefined);
    if (!stats?.isSymbolicLink()) {
      place = next;
      continue;
    }
    const tree = await workTreeAround(place);
    const target = await realpath(next).catch(() => undefined);
    if (tree !== undefined && (target === undefined || !isOwn(tree, target))) return next;
    place = target ?? next;
  }
  return undefined;
}

async function workTreeAround(folder: string): Promise<string | undefined> {
  const here = await realpath('.');
  for (let place = folder; ; place = dirname(place)) {
    if ((await lstat(join(place, '.git')).catch(() => undefined)) !== undefined) return place;
    if (dirname(place) === place) break;
  }
  return isWithin(here, folder) ? here : undefined;
}

const isWithin = (folder: string, path: string) => relative(folder, path).split(sep)[0] !== '..';
const isOwn = (tree: string, path: string) => isWithin(tree, path) && !relative(tree, path).split(sep).includes('.git');
