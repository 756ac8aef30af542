import type { Part, Segment } from './match-path.ts';

export type Dialect = 'github' | 'gitlab';

/** A pattern is the paths that any of these lists of segments stands for. */
export type Pattern = readonly (readonly Segment[])[];

const folders: Segment = { kind: 'folders' };
const anything: Segment = { kind: 'name', parts: [{ wild: '*' }] };

/**
 * A path pattern of CODEOWNERS. GitHub reads it as gitignore does, without `!` and `[ ]`, and `docs/*` without what lies
 * deeper (docs.github.com, "About code owners"). GitLab reads it as Ruby's File.fnmatch does, from any folder where it
 * does not begin with a slash (docs.gitlab.com, "Syntax of CODEOWNERS file").
 */
export function parsePattern(text: string, dialect: Dialect): Pattern {
  return dialect === 'github' ? githubPattern(text) : gitlabPattern(text);
}

function githubPattern(text: string): Pattern {
  const isFolder = text.endsWith('/');
  const names = text.replace(/^\//u, '').replace(/\/$/u, '').split('/');
  const isAnchored = text.replace(/\/$/u, '').includes('/');
  const segments = [...(isAnchored ? [] : [folders]), ...names.map(segmentOf)];
  const below = [...segments, folders, anything];
  const last = names.at(-1);
  if (isFolder || last === '**') return [below];
  return isAnchored && last === '*' ? [segments] : [segments, below];
}

function gitlabPattern(text: string): Pattern {
  const isFolder = text.endsWith('/');
  const names = text.replace(/^\//u, '').replace(/\/$/u, '').split('/');
  const segments = [...(text.startsWith('/') ? [] : [folders]), ...names.map(segmentOf)];
  if (isFolder) return [[...segments, folders, anything]];
  // fnmatch takes ** for any number of folders only before a slash
  return [names.at(-1) === '**' ? [...segments.slice(0, -1), anything] : segments];
}

function segmentOf(name: string): Segment {
  if (name === '**') return folders;
  const parts = [...name.matchAll(/\\(.)|(.)/gsu)].map(([, escaped, plain = '']): Part => {
    if (escaped !== undefined) return escaped;
    return plain === '*' || plain === '?' ? { wild: plain } : plain;
  });
  return { kind: 'name', parts };
}
