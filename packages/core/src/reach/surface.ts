import type { ChangedFile, ChangeStatus } from '../change/change.ts';
import { pointsElsewhere } from '../change/file-mode.ts';
import { ok, type Result } from '../failure/index.ts';
import type { CommitTree } from '../ports/index.ts';
import { foldPath, isCiFile, isGateFile } from '../workflow/index.ts';
import { followReferences, type ReferenceCache } from './follow-references.ts';
import { aliasesOf, indexLinks, type LinkIndex } from './links.ts';
import { ruleSet, type Rule, type RuleSet } from './rules.ts';

/** That a path counts; and why, where its name alone does not say so. */
export interface Reach {
  /** `included by .gitlab-ci.yml`, `used by …`, `target of the symlink …`. */
  readonly because?: string;
}

/** Something that is not known, so that a person has to look. */
export interface Doubt {
  readonly kind: 'merge-conflict' | 'many-references' | 'many-links' | 'unreadable-ci-file';
  /** Sorted; of a conflict at most ten. */
  readonly paths: readonly string[];
}

/** The paths from which CI systems and the gate take their orders in any of several trees. */
export interface Surface {
  readonly ci: (path: string, file: ChangedFile) => Reach | undefined;
  readonly gate: (path: string, status: ChangeStatus) => Reach | undefined;
  readonly doubts: readonly Doubt[];
}

/** Most links of a tree that are looked at. */
const maximumLinks = 20_000;

/** Reads what the CI files of the trees name, and where their symbolic links point. */
export async function readSurface(trees: readonly CommitTree[]): Promise<Result<Surface>> {
  const rules: Rule[] = [];
  const links = new Map<string, readonly [string, string]>();
  const cache: ReferenceCache = new Map();
  const unreadable = new Set<string>();
  const kinds = new Set<Doubt['kind']>();
  for (const tree of trees) {
    const own = await tree.links();
    if (!own.ok) return own;
    if (own.value.size > maximumLinks) kinds.add('many-links');
    const pairs = [...own.value].slice(0, maximumLinks);
    for (const pair of pairs) links.set(pair.join('\0'), pair);
    const followed = await followReferences(tree, indexLinks(pairs), cache);
    if (!followed.ok) return followed;
    rules.push(...followed.value.rules);
    for (const path of followed.value.unreadable) unreadable.add(path);
    if (followed.value.hasMore) kinds.add('many-references');
  }
  const doubts: readonly Doubt[] = [
    ...[...kinds].toSorted().map((kind) => ({ kind, paths: [] })),
    ...(unreadable.size === 0 ? [] : [{ kind: 'unreadable-ci-file', paths: [...unreadable].toSorted() } as const]),
  ];
  return ok(createSurface(indexLinks(links.values()), ruleSet(rules), doubts));
}

function createSurface(links: LinkIndex, rules: RuleSet, doubts: readonly Doubt[]): Surface {
  const ways = new Map<string, ReturnType<typeof aliasesOf>>();
  const waysTo = (path: string) => {
    if (!ways.has(path)) ways.set(path, aliasesOf(path, links));
    return ways.get(path);
  };
  return {
    doubts,
    ci: (path, file) => {
      if (isCiFile(path)) return {};
      const folded = foldPath(path);
      const because = rules.match(folded) ?? (pointsElsewhere(file) ? rules.matchAbove(folded) : undefined);
      if (because !== undefined) return { because };
      return throughLinks(waysTo(path), (alias) => isCiFile(alias) || rules.match(alias) !== undefined);
    },
    gate: (path, status) =>
      isGateFile(path, status) ? {} : throughLinks(waysTo(path), (alias) => isGateFile(alias, 'modified')),
  };
}

function throughLinks(aliases: ReturnType<typeof aliasesOf>, counts: (path: string) => boolean): Reach | undefined {
  // Where nobody can look at all of them, one of them may be such a path.
  if (aliases === undefined) return { because: 'the target of more symlinks than can be looked at' };
  const alias = aliases.find(({ path }) => counts(path));
  return alias === undefined ? undefined : { because: `target of the symlink ${alias.link}` };
}
