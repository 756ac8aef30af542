import type { Dialect } from './parse-pattern.ts';

/** Where a forge looks for the file, in this order, in the tree of the base; on a terminal in every place. */
export function codeOwnersFiles(forge: Dialect | undefined): readonly string[] {
  const shared = ['CODEOWNERS', 'docs/CODEOWNERS'];
  if (forge === 'github') return ['.github/CODEOWNERS', ...shared];
  return forge === 'gitlab'
    ? [...shared, '.gitlab/CODEOWNERS']
    : ['.github/CODEOWNERS', ...shared, '.gitlab/CODEOWNERS'];
}

/** How a file is read: as its folder says, then as the forge does, and on a terminal by sections, which only GitLab has. */
export function dialectOf(file: string, text: string, forge: Dialect | undefined): Dialect {
  if (file.startsWith('.github/')) return 'github';
  if (file.startsWith('.gitlab/')) return 'gitlab';
  return forge ?? (/^\^?\[[^\]]+\]/mu.test(text) ? 'gitlab' : 'github');
}
