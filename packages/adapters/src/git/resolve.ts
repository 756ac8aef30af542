import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import { refuseAmbiguous } from './ambiguous.ts';
import { requireObjectNames } from './object-name.ts';
import { exitStatus, runGit } from './run-git.ts';
import { cutHistory, isShallow } from './shallow.ts';

const checkName = 'Check the name of the branch, tag or commit.';
const checkDepth = `${checkName} With ~ or ^ it names an earlier commit, and the history may begin later.`;

/** Absolute git directory of a work tree, linked work tree or bare repository. */
export async function findGitDirectory(path: string): Promise<Result<string>> {
  const inside = resolve(path, '.git');
  const named = await access(inside).then(
    () => inside,
    () => resolve(path),
  );
  const found = await runGit(named, ['rev-parse', '--absolute-git-dir']);
  if (found.ok) return ok(found.value.toString().replace(/\n$/, ''));
  if (found.error.kind !== 'bad-repository') return found;
  const reason = /^git rev-parse failed: fatal: (?!not a git repository|invalid gitfile)(.+)/.exec(
    found.error.message,
  )?.[1];
  if (reason !== undefined) {
    return fail('bad-repository', `git cannot open this repository: ${reason}.`, {
      file: path,
      hint: 'Repair what git names, or clone the repository again.',
      cause: found.error,
    });
  }
  return fail('bad-repository', 'This is not a git repository.', {
    file: path,
    hint: 'Name the root of a clone. Where none is named it is the working directory.',
    cause: found.error,
  });
}

/** Full object name of the commit that a revision names. */
export async function resolveCommit(gitDirectory: string, revision: string): Promise<Result<string>> {
  if (revision === '' || revision.startsWith('-'))
    return fail('bad-repository', `${JSON.stringify(revision)} is not a revision.`, { hint: checkName });
  const found = await runGit(gitDirectory, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (found.ok) {
    const commit = found.value.toString().trim();
    const meant = await refuseAmbiguous(gitDirectory, revision, commit);
    return meant.ok ? ok(commit) : meant;
  }
  if (found.error.kind !== 'bad-repository') return found;
  if (revision === 'HEAD') return unborn(gitDirectory);
  return missing(
    gitDirectory,
    `No commit ${JSON.stringify(revision)} in this repository.`,
    /[~^]/u.test(revision) ? checkDepth : checkName,
  );
}

/**
 * The best common ancestor (full object names). Where merges went both ways there are several, and a difference to one
 * of them hides what differs from another: that is a failure.
 */
export async function mergeBase(gitDirectory: string, one: string, other: string): Promise<Result<string>> {
  const named = requireObjectNames([one, other]);
  if (!named.ok) return named;
  const found = await runGit(gitDirectory, ['merge-base', '--all', '--end-of-options', one, other]);
  if (!found.ok && found.error.kind !== 'bad-repository') return found;
  if (!found.ok) {
    const hint = 'Name commits of one history: a branch and the branch that it was made from.';
    return missing(gitDirectory, `${one} and ${other} have no common history.`, hint);
  }
  const [base = '', ...others] = found.value.toString().trim().split('\n');
  if (others.length > 0) {
    return fail('bad-repository', `${one} and ${other} have ${others.length + 1} best common ancestors.`, {
      hint: 'Merge the base branch into the change, or rebase the change, so that it starts from one commit.',
    });
  }
  const shallow = await isShallow(gitDirectory);
  if (!shallow.ok) return shallow;
  return shallow.value ? trustCut(gitDirectory, base, [one, other]) : ok(base);
}

/** Whether one commit comes before another or is the same (full object names). */
export async function isAncestor(gitDirectory: string, one: string, other: string): Promise<Result<boolean>> {
  const answer = await runGit(gitDirectory, ['merge-base', '--is-ancestor', '--end-of-options', one, other]);
  if (answer.ok) return ok(true);
  if (exitStatus(answer.error) !== 1) return answer;
  const shallow = await isShallow(gitDirectory);
  if (!shallow.ok) return shallow;
  return shallow.value ? cutHistory(`Whether ${other} comes after ${one} cannot be told here.`) : ok(false);
}

/** In a shallow clone a better common ancestor may hide behind a cut; there is none where no commit above it is cut. */
async function trustCut(gitDirectory: string, base: string, heads: readonly string[]): Promise<Result<string>> {
  const above = ['rev-list', '--max-parents=0', '--end-of-options', ...heads, `^${base}`, '--'];
  const cut = await runGit(gitDirectory, above);
  if (!cut.ok) return cut;
  return cut.value.length === 0 ? ok(base) : cutHistory(`The history from ${heads.join(' and ')} is cut.`);
}

async function unborn(gitDirectory: string): Promise<Result<never>> {
  const branch = await runGit(gitDirectory, ['symbolic-ref', '--quiet', 'HEAD']);
  const name = branch.ok ? branch.value.toString().trim() : 'HEAD';
  return fail('bad-repository', `${name} has no commit yet.`, {
    file: join(gitDirectory, 'HEAD'),
    hint: 'Make the first commit, or name another branch.',
  });
}

async function missing(gitDirectory: string, message: string, hint: string): Promise<Result<never>> {
  const shallow = await isShallow(gitDirectory);
  if (shallow.ok && shallow.value) return cutHistory(message);
  return fail('bad-repository', message, { hint });
}
