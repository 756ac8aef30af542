import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { matchesPath } from './match-path.ts';
import { parseLine, type Line } from './parse-line.ts';
import { parsePattern, type Dialect, type Pattern } from './parse-pattern.ts';

interface Rule {
  readonly pattern: Pattern;
  readonly isExclusion: boolean;
  readonly owners: readonly string[];
}

/** A part of CODEOWNERS that is judged by itself; a file of GitHub has one, without a name. */
interface Section {
  readonly name: string;
  readonly isOptional: boolean;
  /** How many owners must approve. */
  readonly approvals: number;
  readonly rules: readonly Rule[];
}
export type CodeOwners = readonly Section[];

/** Who must approve a path, by one section. */
export interface OwnedPaths {
  readonly path: string;
  readonly section: string;
  readonly owners: readonly string[];
  readonly approvals: number;
}

/** Reads CODEOWNERS. A line that cannot be read fails the file: a forge would pass over it, and the path have no owner. */
export function parseCodeOwners(text: string, file: string, dialect: Dialect): Result<CodeOwners> {
  const sections = new Map<string, Section>();
  let current: Section = { name: '', isOptional: false, approvals: 1, rules: [] };
  let defaults: readonly string[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    const line = parseLine(content, dialect);
    if (typeof line === 'string') {
      const hint = 'Correct the line on the base branch; the forge passes over it, and then nobody owns the path.';
      return fail('malformed-file', oneLine(line), { file, line: index + 1, hint });
    }
    if (line === undefined) continue;
    if (line.kind === 'section') {
      current = openSection(line, sections.get(line.name));
      defaults = line.owners;
    } else {
      const owners = line.owners.length === 0 ? defaults : line.owners;
      const rule = { pattern: parsePattern(line.pattern, dialect), isExclusion: line.isExclusion, owners };
      current = { ...current, rules: [...current.rules, rule] };
    }
    sections.set(current.name, current);
  }
  return ok([...sections.values()]);
}

/** Sections of one name are one section: required if either is, with the larger number of approvals. */
function openSection(heading: Extract<Line, { kind: 'section' }>, before: Section | undefined): Section {
  const { approvals, isOptional, name } = heading;
  if (before === undefined) return { name, isOptional, approvals, rules: [] };
  return { ...before, isOptional: isOptional && before.isOptional, approvals: Math.max(approvals, before.approvals) };
}

/** What must be approved for a path: in each section that is not optional the last rule that matches, unless one excludes it. */
export function ownersOf(codeOwners: CodeOwners, path: string): readonly OwnedPaths[] {
  return codeOwners.flatMap(({ approvals, isOptional, name, rules }) => {
    const matching = rules.filter(({ pattern }) => pattern.some((segments) => matchesPath(segments, path)));
    const owners = matching.some(({ isExclusion }) => isExclusion) ? [] : (matching.at(-1)?.owners ?? []);
    return isOptional || owners.length === 0 ? [] : [{ path, section: name, owners, approvals }];
  });
}

/** What is still to be approved, in one sentence; `undefined` where enough owners did. Each approver is all their names. */
export function ownersMissing(
  owned: readonly OwnedPaths[],
  approvers: readonly ReadonlySet<string>[],
  least: number,
): string | undefined {
  const bare = (name: string) => name.toLowerCase().replace(/^@/u, '');
  const known = approvers.map((names) => new Set([...names].map(bare)));
  const missing = owned.find(({ approvals, owners }) => {
    const own = known.filter((names) => owners.some((owner) => names.has(bare(owner))));
    return own.length < Math.max(approvals, least);
  });
  if (missing === undefined) return undefined;
  const { approvals, owners, path, section } = missing;
  const count = Math.max(approvals, least);
  const of = section === '' ? '' : ` of section ${section}`;
  return `${oneLine(path, 200)} needs ${count === 1 ? 'an approval' : `${count} approvals`} by its owners${of}: ${oneLine(owners.join(', '), 200)}.`;
}
