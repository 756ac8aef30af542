import { matchesPath } from '../path-glob/index.ts';
import { foldersOf } from './links.ts';

/** Paths from which a CI system takes orders because a file names them; all folded. */
export interface Rule {
  readonly kind: 'file' | 'folder' | 'glob';
  readonly path: string;
  /** Ends the sentence "it is a CI file because it is …". */
  readonly because: string;
}

export interface RuleSet {
  /** Why a folded path counts; `undefined` where it does not. */
  readonly match: (path: string) => string | undefined;
  /** Why a folded path counts if something stands there in place of a folder. */
  readonly matchAbove: (path: string) => string | undefined;
}

export function ruleSet(rules: readonly Rule[]): RuleSet {
  const [files, folders, above] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  const globs = new Map<string, string>();
  const maps = { file: files, folder: folders, glob: globs };
  const keep = (map: Map<string, string>, { path, because }: Rule) => map.has(path) || map.set(path, because);
  for (const rule of rules) {
    keep(maps[rule.kind], rule);
    if (rule.kind === 'glob') continue;
    for (const path of foldersOf(rule.path)) keep(above, { ...rule, path });
  }
  return {
    match: (path) => {
      const folder = [...foldersOf(path), path].findLast((part) => folders.has(part));
      return files.get(path) ?? (folder === undefined ? undefined : folders.get(folder)) ?? matchGlob(globs, path);
    },
    matchAbove: (path) => above.get(path),
  };
}

function matchGlob(globs: ReadonlyMap<string, string>, path: string): string | undefined {
  for (const [glob, because] of globs) if (matchesPath(glob, path)) return because;
  return undefined;
}

/** Whether an include names more than one path: by wildcards, or by a variable, whose value nobody knows here. */
export function isPattern(target: string): boolean {
  return /[*$]/.test(target);
}

/** An include of GitLab as a glob of ours. `**` may stand inside a name there, and a variable for anything. */
export function globOf(target: string): string {
  return target
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .map((name) => {
      if (name === '**' || !/\*\*|\$/.test(name)) return name;
      const end = name.replace(/^.*(?:\*\*|\$\[\[[^\]]*\]\]|\$\{\w*\}|\$\w*)/s, '');
      return `**/*${end}`;
    })
    .join('/');
}
