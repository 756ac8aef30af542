import { hostileAttributes, makeHostile } from '../../../packages/adapters/src/git/make-hostile.ts';
import { git, twoCommits } from './repository.ts';

/** A repository on a detached HEAD, whose base has these files, and whose configuration is hostile. */
export function hostileRepository(folder: string, content: Readonly<Record<string, string>>): void {
  const { base } = twoCommits(folder, { ...hostileAttributes, ...content });
  git(folder, 'checkout', '-q', '--detach', base);
  makeHostile(folder);
}
