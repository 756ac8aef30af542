import { commit, git, type Files } from '../scene/git.ts';

/** A repository whose origin gitlab-ci-local takes for a project on gitlab.com with the default branch main. */
export function createGitlabRepository(folder: string, path: string, files: Files): string {
  git(folder, 'init', '-q', '-b', 'main');
  const head = commit(folder, files, 'shop');
  git(folder, 'remote', 'add', 'origin', `git@gitlab.com:${path}.git`);
  git(folder, 'update-ref', 'refs/remotes/origin/main', head);
  git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  return head;
}
