import type { Commit } from '@interlock/core/change';
import { collect, fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { requireObjectNames } from './object-name.ts';
import type { ReadObject } from './object-reader.ts';
import { parseCommit } from './parse-commit.ts';
import { runGit } from './run-git.ts';
import { cutHistory, isShallow } from './shallow.ts';

/** Commits reachable from head and not from base (full object names), newest first and a child before its parents. */
export async function commitsBetween(
  gitDirectory: string,
  readObject: ReadObject,
  base: string,
  head: string,
): Promise<Result<readonly Commit[]>> {
  const named = requireObjectNames([base, head]);
  if (!named.ok) return named;
  const listed = await runGit(gitDirectory, ['rev-list', '--date-order', '--end-of-options', head, `^${base}`, '--']);
  if (!listed.ok) return listed;
  const names = listed.value.toString().split('\n').slice(0, -1);
  const commits = collect(await Promise.all(names.map((name) => readCommit(readObject, name))));
  if (!commits.ok || isComplete(commits.value, base)) return commits;
  const shallow = await isShallow(gitDirectory);
  if (!shallow.ok) return shallow;
  return shallow.value ? cutHistory(`The commits from ${base} to ${head} are not all here.`) : commits;
}

/** A commit (full object name) and its first parents, as far as the history is here. */
export async function firstParents(gitDirectory: string, commit: string): Promise<Result<ReadonlySet<string>>> {
  const named = requireObjectNames([commit]);
  if (!named.ok) return named;
  const listed = await runGit(gitDirectory, ['rev-list', '--first-parent', '--end-of-options', commit, '--']);
  return mapResult(listed, (names) => new Set(names.toString().split('\n').slice(0, -1)));
}

export async function readCommit(readObject: ReadObject, name: string): Promise<Result<Commit>> {
  const object = await readObject(name);
  if (!object.ok) return object;
  const commit = object.value.type === 'commit' ? parseCommit(name, object.value.content) : undefined;
  return commit === undefined ? fail('bad-repository', `Object ${name} is not a well-formed commit.`) : ok(commit);
}

/**
 * Every path through these commits ends at the base: then none is missing and none is an ancestor of the base, also
 * where the history is cut. The parents are those that the commits name, not those that a shallow clone shows.
 */
function isComplete(commits: readonly Commit[], base: string): boolean {
  const here = new Set([base, ...commits.map((commit) => commit.id)]);
  return commits.every(({ parents }) => parents.length > 0 && parents.every((parent) => here.has(parent)));
}
