import * as v from 'valibot';
import { matchWildcards } from './wildcard.ts';

/**
 * Whether a text is a glob of ours: a path from the root of the repository, in which `*` and `?` stay within a folder
 * and `**` is a whole folder name. Other wild cards are refused, because one that is not understood would forbid nothing.
 */
export function isPathGlob(text: string): boolean {
  const plain = !/[\\{}[\]\u0000-\u001f\u007f]/.test(text) && !text.startsWith('!');
  return (
    plain && text.split('/').every((name) => !['', '.', '..'].includes(name) && (name === '**' || !name.includes('**')))
  );
}

/** A glob in a file. */
export const pathGlobSchema = v.pipe(
  v.string(),
  v.maxLength(300, 'is longer than 300 characters'),
  v.check(
    isPathGlob,
    'is no path from the root of the repository such as src/**; the wild cards are * and ?, and ** as a whole name',
  ),
);

/** Whether a glob matches a path. `a/**` matches everything below `a`, and not `a` itself. */
export function matchesPath(glob: string, path: string): boolean {
  const names = glob.split('/');
  // At the end, ** stands for one name at least.
  const pattern = names.at(-1) === '**' ? [...names, '*'] : names;
  return matchWildcards(pattern, path.split('/'), { isStar: (name) => name === '**', matchesOne: matchesName });
}

/**
 * Whether what a glob names can be reached by a path: whatever the case and the form of its letters, since some file
 * systems ignore both; and `a` for `a/**`, since a link there replaces everything below. For what is forbidden.
 */
export function reachesPath(glob: string, path: string): boolean {
  const globs = glob.endsWith('/**') ? [glob, glob.slice(0, -3)] : [glob];
  return globs.some((one) => matchesPath(one, path) || matchesPath(fold(one), fold(path)));
}

function matchesName(pattern: string, name: string): boolean {
  const isStar = (letter: string) => letter === '*';
  const matchesOne = (letter: string, other: string) => letter === '?' || letter === other;
  return matchWildcards([...pattern], [...name], { isStar, matchesOne });
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();
