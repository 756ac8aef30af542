import { join } from 'node:path';
import { commit, git, initRepository, shallowClone, twoCommits } from './repository.ts';
import type { Row } from './row.ts';

/** A repository in `repo`, whose base has these files. */
export const repositoryOf = (files?: Readonly<Record<string, string>>) => (folder: string) => ({
  ...twoCommits(join(folder, 'repo'), files),
  repository: 'repo',
});

interface Wrong {
  readonly name: string;
  readonly make?: (repo: string) => unknown;
  readonly base?: string;
  readonly head?: string;
  readonly says: RegExp;
  readonly fix: RegExp;
}

const checkName = /Check the name of the branch, tag or commit/;
const deepen = /fetch-depth: 0.*GIT_DEPTH: "0"/;

const cases: readonly Wrong[] = [
  { name: 'a folder that is not there', says: /not a git repository/, fix: /root of a clone/ },
  {
    name: 'a folder inside a clone',
    make: (repo) => initRepository(join(repo, '..')),
    says: /not a git repository/,
    fix: /root of a clone/,
  },
  {
    name: 'an empty repository',
    make: initRepository,
    base: 'HEAD',
    says: /refs\/heads\/main has no commit yet/,
    fix: /Make the first commit/,
  },
  { name: 'a shallow clone without the base', make: shallow, says: /No commit "HEAD~1"/, fix: deepen },
  {
    name: 'a shallow clone of two branches that meet before the cut',
    make: shallowBranches,
    base: 'origin/other',
    head: 'origin/main',
    says: /no common history/,
    fix: deepen,
  },
  { name: 'a base that is not there', make: twoCommits, base: 'mian', says: /No commit "mian"/, fix: checkName },
  { name: 'a head that is not there', make: twoCommits, head: 'gone', says: /No commit "gone"/, fix: checkName },
  {
    name: 'a base that is a file',
    make: twoCommits,
    base: 'HEAD:readme.md',
    says: /No commit "HEAD:readme\.md"/,
    fix: checkName,
  },
  {
    name: 'a base that is an option of git',
    make: twoCommits,
    base: '--output=marker',
    says: /"--output=marker" is not a revision/,
    fix: checkName,
  },
  {
    name: 'a base that can be a branch or a tag',
    make: (repo) => {
      twoCommits(repo);
      git(repo, 'tag', 'main');
    },
    base: 'main',
    says: /"main" can be refs\/heads\/main or refs\/tags\/main/,
    fix: /Write the whole name/,
  },
  {
    name: 'unrelated histories',
    make: unrelated,
    base: 'other',
    says: /no common history/,
    fix: /commits of one history/,
  },
];

/** Every repository that cannot be judged, given as the input of that name. */
export function wrongRepositories(input: 'repository' | 'path'): readonly Row[] {
  return cases.map(({ name, make, base = 'HEAD~1', head = 'HEAD', says, fix }) => ({
    name,
    inputs: { [input]: 'repo', base, head },
    prepare: (folder) => void make?.(join(folder, 'repo')),
    exitCode: 2,
    says,
    fix,
  }));
}

function shallow(repo: string): void {
  twoCommits(`${repo}-origin`);
  shallowClone(`${repo}-origin`, repo);
}

function shallowBranches(repo: string): void {
  const origin = `${repo}-origin`;
  twoCommits(origin);
  git(origin, 'branch', 'other');
  commit(origin, { one: '1' });
  git(origin, 'checkout', '-q', 'other');
  commit(origin, { other: '1' });
  git(repo.replace(/repo$/, ''), 'clone', '-q', '--depth=1', '--no-single-branch', `file://${origin}`, repo);
}

function unrelated(repo: string): void {
  twoCommits(repo);
  git(repo, 'checkout', '-q', '--orphan', 'other');
  commit(repo, { other: 'x' });
  git(repo, 'checkout', '-q', 'main');
}
