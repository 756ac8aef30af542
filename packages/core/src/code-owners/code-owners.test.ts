import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeOwnersFiles, dialectOf, ownersMissing, ownersOf, parseCodeOwners, type Dialect } from './index.ts';

function owners(text: string, path: string, dialect: Dialect): readonly (readonly string[])[] {
  const parsed = parseCodeOwners(text, 'CODEOWNERS', dialect);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return ownersOf(parsed.value, path).map((one) => one.owners);
}

/** Statements of docs.github.com, "About code owners". */
const github = `# comment
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
`;

describe('CODEOWNERS of GitHub', () => {
  it.each([
    ['README', ['@global-owner1', '@global-owner2']],
    ['src/a.js', ['@js-owner']],
    ['src/deep/a.go', ['docs@example.com']],
    ['a.txt', ['@octo-org/octocats']],
    ['build/logs/x/y', ['@octocat']],
    ['docs/getting-started.md', ['@doctocat']],
    ['docs/build-app/troubleshooting.md', ['@doctocat']],
    ['src/apps/x', ['@octocat']],
    ['scripts/run', ['@doctocat', '@octocat']],
    ['deeply/nested/logs', ['@octocat']],
    ['apps/web/a.js', ['@octocat']],
    ['apps/github', undefined],
    ['apps/github/a.js', undefined],
  ])('gives %s to %j', (path, expected) => {
    expect(owners(github, path, 'github')).toEqual(expected === undefined ? [] : [expected]);
  });

  it.each([
    ['docs/* @a', 'docs/getting-started.md', true],
    ['docs/* @a', 'docs/build-app/troubleshooting.md', false],
    ['docs/* @a', 'src/docs/x', false],
    ['/*.md @a', 'x/y.md', false],
    ['a/**/b @a', 'a/b', true],
    ['a/**/b @a', 'a/x/y/b', true],
    ['a/** @a', 'a', false],
    ['a/** @a', 'a/b/c', true],
    ['a\\ b.txt @a', 'x/a b.txt', true],
    ['\\*.md @a', 'a.md', false],
    ['file?.md @a', 'file1.md', true],
    ['file?.md @a', 'file/.md', false],
    ['SRC/ @a', 'src/x', false],
  ])('%s owns %s: %s', (line, path, expected) => {
    expect(owners(line, path, 'github')).toEqual(expected ? [['@a']] : []);
  });

  it.each(['!a @a', '\\#a @a', '[ab].js @a', 'a.js nobody', '/ @a'])('refuses %s with its line', (line) => {
    expect(parseCodeOwners(`# x\n${line}\n`, 'CODEOWNERS', 'github')).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 'CODEOWNERS', line: 2 },
    });
  });
});

/** Statements of docs.gitlab.com, "Syntax of CODEOWNERS file" and "Advanced CODEOWNERS configuration". */
describe('CODEOWNERS of GitLab', () => {
  const readme =
    '* @admin\n\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n\n[README other owners]\nREADME.md @user3\n';
  const defaults =
    '[Documentation] @docs-team\ndocs/\nREADME.md\n\n[Database] @database-team @agarcia\nmodel/db/\nconfig/db/database-setup.md @docs-team\n';
  const exclusions = '* @username\n!pom.xml\n[Ruby]\n*.rb @ruby-team\n!/config/**/*.rb\n/config/routes.rb @ops\n';
  it.each([
    [readme, 'README.md', [['@admin'], ['@user1', '@user2'], ['@user3']]],
    [readme, 'internal/README.md', [['@admin'], ['@user4'], ['@user3']]],
    [defaults, 'docs/api/x.md', [['@docs-team']]],
    [defaults, 'model/db/x', [['@database-team', '@agarcia']]],
    [defaults, 'config/db/database-setup.md', [['@docs-team']]],
    [exclusions, 'pom.xml', []],
    [exclusions, 'x/pom.xml', []],
    [exclusions, 'a.rb', [['@username'], ['@ruby-team']]],
    [exclusions, 'config/routes.rb', [['@username']]],
    ['^[Go]\n*.go @root\n', 'a.go', []],
    ['^[Go]\n*.go @root\n[GO]\n', 'a.go', [['@root']]],
    ['/docs/ @a\n/docs/* @b\n', 'docs/x', [['@b']]],
    ['/docs/ @a\n/docs/* @b\n', 'docs/x/y', [['@a']]],
    ['/docs/**/index.md @a', 'docs/api/graphql/index.md', [['@a']]],
    ['/docs/*/README.md @a', 'docs/api/README.md', [['@a']]],
    ['/docs/*/README.md @a', 'docs/README.md', []],
    ['docs @docs', 'docs/x', []],
    ['path\\ with\\ spaces/ @a', 'x/path with spaces/y', [['@a']]],
    ['\\#file @a', '#file', [['@a']]],
    ['/db/**/index.md @index-docs # and @more', 'db/index.md', [['@index-docs', '@more']]],
    ['/config/ @@maintainer', 'config/.hidden', [['@@maintainer']]],
  ])('%j gives %s to %j', (text, path, expected) => {
    expect(owners(text, path, 'gitlab')).toEqual(expected);
  });

  it('asks for as many owners as the heading says', () => {
    const parsed = parseCodeOwners('[Docs][2] @ann @bob @eve\ndocs/\n', 'CODEOWNERS', 'gitlab');
    const owned = parsed.ok ? ownersOf(parsed.value, 'docs/x') : [];
    const people = ['ann', '@Bob', 'mallory'].map((name) => new Set([name]));
    expect(ownersMissing(owned, people.slice(0, 1), 1)).toMatch(/2 approvals by its owners of section docs: @ann/);
    expect(ownersMissing(owned, people.slice(0, 2), 1)).toBeUndefined();
    expect(ownersMissing(owned, [...people.slice(0, 1), ...people.slice(2)], 1)).toBeDefined();
  });

  it.each(['[', '[] @a', '^[x', '[x]y @a'])('refuses the heading %s', (line) => {
    expect(parseCodeOwners(line, 'CODEOWNERS', 'gitlab')).toMatchObject({ ok: false, error: { line: 1 } });
  });
});

describe('a pattern', () => {
  const names = fc.constantFrom('a', 'b', 'ab', '.a', 'a*', '*', '**', '?', 'a?b');
  const patterns = fc
    .tuple(fc.constantFrom('', '/'), fc.array(names, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
    .map(([start, parts, end]) => `${start}${parts.join('/')}${end}`);
  const paths = fc
    .array(fc.constantFrom('a', 'b', 'ab', '.a', 'aab', 'axb'), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'));

  it.each(['github', 'gitlab'] as const)('of %s matches what a brute-force reading matches', (dialect) => {
    const read = dialect === 'github' ? githubReading : gitlabReading;
    let matched = 0;
    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        const found = owners(`${pattern} @a`, path, dialect).length > 0;
        if (found) matched += 1;
        expect([pattern, path, found]).toEqual([pattern, path, read(pattern, path)]);
      }),
      { numRuns: 3000 },
    );
    expect(matched).toBeGreaterThan(300);
  });

  it('is matched in no time by a hostile path', () => {
    const start = process.cpuUsage().user;
    const pattern = `${'*a'.repeat(40)}b/${'**/'.repeat(20)}z`;
    expect(owners(`/${pattern} @a`, `${'a'.repeat(2000)}/${'a/'.repeat(1000)}y`, 'github')).toEqual([]);
    expect(process.cpuUsage().user - start).toBeLessThan(2_000_000);
  });
});

/** Every way to read the wild cards, tried one after the other. */
function tries(pattern: string, path: string): boolean {
  if (pattern === '') return path === '';
  if (pattern.startsWith('**/')) {
    const starts = [0, ...[...path.matchAll(/\//g)].map(({ index }) => index + 1)];
    return starts.some((start) => tries(pattern.slice(3), path.slice(start)));
  }
  if (pattern.startsWith('*')) {
    const free = /^[^/]*/u.exec(path)?.[0].length ?? 0;
    return Array.from({ length: free + 1 }, (_, length) => length).some((length) =>
      tries(pattern.slice(1), path.slice(length)),
    );
  }
  const fits = pattern.startsWith('?') ? path !== '' && !path.startsWith('/') : path.startsWith(pattern.charAt(0));
  return path !== '' && fits && tries(pattern.slice(1), path.slice(1));
}

function gitlabReading(pattern: string, path: string): boolean {
  const whole = pattern.startsWith('/') ? pattern.slice(1) : `**/${pattern}`;
  return tries(whole.endsWith('/') ? `${whole}**/*` : whole.replace(/\*\*$/u, '*'), path);
}

/** gitignore: a pattern is tried at the path and at every folder above it. */
function githubReading(pattern: string, path: string): boolean {
  const bare = pattern.replace(/\/$/u, '');
  const anchored = bare.includes('/');
  const whole = anchored ? bare.replace(/^\//u, '') : `**/${bare}`;
  const above = path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  const folders = above.slice(0, -1);
  if (/(?:^|\/)\*\*$/u.test(bare)) return tries(`${whole.replace(/\*\*$/u, '')}**/*`, path);
  const candidates = pattern.endsWith('/') ? folders : anchored && /(?:^|\/)\*$/u.test(bare) ? [path] : above;
  return candidates.some((candidate) => tries(whole, candidate));
}

describe('dialectOf', () => {
  it.each([
    ['.github/CODEOWNERS', '[x]', 'gitlab', 'github'],
    ['.gitlab/CODEOWNERS', '', 'github', 'gitlab'],
    ['CODEOWNERS', '', 'gitlab', 'gitlab'],
    ['CODEOWNERS', '^[Docs]\n', undefined, 'gitlab'],
    ['docs/CODEOWNERS', '* @a', undefined, 'github'],
  ] as const)('reads %s with %j on %s as %s', (file, text, forge, expected) => {
    expect(dialectOf(file, text, forge)).toBe(expected);
  });
});

describe('codeOwnersFiles', () => {
  it('are those of the forge', () => {
    expect(codeOwnersFiles('github')).toEqual(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']);
    expect(codeOwnersFiles('gitlab')).toEqual(['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']);
    expect(codeOwnersFiles(undefined)).toHaveLength(4);
  });
});
