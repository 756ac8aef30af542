import type { Dialect } from './parse-pattern.ts';

/** A line of CODEOWNERS that says something. */
export type Line =
  | {
      readonly kind: 'section';
      readonly name: string;
      readonly isOptional: boolean;
      readonly approvals: number;
      readonly owners: readonly string[];
    }
  | {
      readonly kind: 'rule';
      readonly pattern: string;
      readonly isExclusion: boolean;
      readonly owners: readonly string[];
    };

const owner = /^(?:@@?[^\s@]+|[^\s@]+@[^\s@]+)$/u;

/** The line; `undefined` where it says nothing; a text that says what is wrong. */
export function parseLine(text: string, dialect: Dialect): Line | undefined | string {
  const line = text.trim();
  if (line === '' || line.startsWith('#')) return undefined;
  const isSection = dialect === 'gitlab' && /^\^?\[/u.test(line);
  return isSection ? parseSection(line) : parseRule(line, dialect);
}

function parseSection(line: string): Line | string {
  const [, optional, name = '', count, rest = ''] =
    /^(\^)?\[([^\]]+)\](?:\[(\d{1,3})\])?(?:\s+(.*))?$/u.exec(line) ?? [];
  if (name.trim() === '') return 'This heading of a section was expected as [Name], ^[Name] or [Name][2], then owners.';
  const owners = rest.split(/\s+/u).filter((word) => owner.test(word));
  const approvals = Math.max(1, Number(count ?? 1));
  return { kind: 'section', name: name.trim().toLowerCase(), isOptional: optional !== undefined, approvals, owners };
}

function parseRule(line: string, dialect: Dialect): Line | string {
  const [all, path = ''] = /^((?:\\.|[^\s\\])+)/u.exec(line) ?? [''];
  const isExclusion = dialect === 'gitlab' && path.startsWith('!');
  const pattern = isExclusion ? path.slice(1) : path;
  if (pattern === '' || pattern === '/') return 'A pattern for paths was expected.';
  if (dialect === 'github' && pattern.startsWith('!')) return 'GitHub knows no pattern with ! in CODEOWNERS.';
  if (dialect === 'github' && pattern.startsWith('\\#')) return 'GitHub knows no pattern with \\# in CODEOWNERS.';
  if (/(?<!\\)\[/u.test(pattern)) return 'A pattern with a range in brackets is not read here.';
  const words = line
    .slice(all.length)
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  // GitLab takes the owners in a comment at the end of a line for owners, GitHub does not.
  if (dialect === 'gitlab')
    return { kind: 'rule', pattern, isExclusion, owners: words.filter((word) => owner.test(word)) };
  const comment = words.findIndex((word) => word.startsWith('#'));
  const owners = comment === -1 ? words : words.slice(0, comment);
  const wrong = owners.find((word) => !owner.test(word));
  if (wrong !== undefined)
    return `"${wrong.slice(0, 60)}" is no owner: @name, @organisation/team or an e-mail address was expected.`;
  return { kind: 'rule', pattern, isExclusion, owners };
}
