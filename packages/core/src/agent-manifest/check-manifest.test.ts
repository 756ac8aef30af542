import { describe, expect, it } from '@jest/globals';
import type { Change } from '../change/index.ts';
import { added, base, changed, changeOf, commitOf, manifestPath, manifestText } from './change-fixture.ts';
import { checkManifest, findManifest, type ChangePlace, type ManifestSignature } from './index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const good: ManifestSignature = { class: 'git', state: 'good', signer: 'agent' };
const place: ChangePlace = { branches: ['agent/fix'], branchClass: 'platform', repository: 'shop/cart' };
const own = [added(manifestPath), added('.interlock/changes/fix.sigstore.json')];

interface Given {
  readonly change?: Change;
  readonly text?: string;
  readonly place?: ChangePlace;
  readonly signature?: ManifestSignature;
  readonly time?: string;
}

function check({ change = changeOf([...own, changed('src/a.ts')]), text = manifestText(), ...given }: Given = {}) {
  const found = findManifest(change.files);
  if (found === undefined) throw new Error('there is no manifest');
  return checkManifest({
    change,
    found,
    content: bytes(text),
    signature: given.signature ?? good,
    place: given.place ?? place,
    now: Date.parse(given.time ?? '2026-02-01T00:00:00Z'),
  });
}

const kindsOf = (given: Given) => check(given).section.problems.map(({ kind, path = '' }) => `${kind} ${path}`.trim());
const withFiles = (...files: Parameters<typeof changeOf>[0]) => changeOf([...own, ...files]);
const withCommits = (...messages: readonly string[]) =>
  changeOf([...own, changed('src/a.ts')], { commits: messages.map((message) => commitOf(message)) });
const hotfix = 'Fix\n\nInterlock-Kind: hotfix\n';
const asHotfix = manifestText((text) => text.replace('kind: normal', 'kind: hotfix').replace('agent/fix', 'hotfix/a'));
const hotfixPlace = { ...place, branches: ['hotfix/a'] };

describe('checkManifest', () => {
  it('finds nothing where the change keeps to its manifest, and says what it looked at', () => {
    const { section } = check();
    expect(section.problems).toEqual([]);
    expect(section.declared).toMatchObject({ class: 'claim', id: 'fix-7', capabilities: [] });
    expect(section.observed).toMatchObject({ class: 'git', paths: ['src/a.ts'], lines: 3, capabilities: [] });
    expect(section.observed.branch).toEqual({ class: 'platform', names: ['agent/fix'] });
  });

  const declaring = (...names: readonly string[]) =>
    manifestText((text) => `${text}capabilities: [${names.join(', ')}]\n`);

  it.each<[string, Given, readonly string[]]>([
    ['a path outside', { change: withFiles(changed('lib/a.ts')) }, ['path-not-allowed lib/a.ts']],
    ['a path that is forbidden', { change: withFiles(changed('src/Secret/k')) }, ['path-forbidden src/Secret/k']],
    [
      'a rename from outside',
      { change: withFiles(changed('src/a.ts', { status: 'renamed', previousPath: 'lib/a.ts' })) },
      ['path-not-allowed lib/a.ts'],
    ],
    [
      'a rename to outside',
      { change: withFiles(changed('lib/a.ts', { status: 'renamed', previousPath: 'src/a.ts' })) },
      ['path-not-allowed lib/a.ts'],
    ],
    [
      'a copy from outside, which leaves its source alone',
      { change: withFiles(changed('src/a.ts', { status: 'copied', previousPath: 'lib/a.ts' })) },
      [],
    ],
    [
      'a mode that changes outside',
      { change: withFiles(changed('lib/a.sh', { newMode: '100755', added: 0, removed: 0 })) },
      ['path-not-allowed lib/a.sh', 'undeclared-capability lib/a.sh'],
    ],
    [
      'a mode that is declared',
      { change: withFiles(changed('src/a.sh', { newMode: '100755' })), text: declaring('executable-files') },
      [],
    ],
    ['a symlink', { change: withFiles(added('src/link', '120000')) }, ['undeclared-capability src/link']],
    ['a symlink that is declared', { change: withFiles(added('src/l', '120000')), text: declaring('symlinks') }, []],
    ['a submodule', { change: withFiles(added('src/sub', '160000')) }, ['undeclared-capability src/sub']],
    [
      'a submodule that goes away',
      { change: withFiles(changed('src/sub', { status: 'deleted', oldMode: '160000', newMode: '000000' })) },
      ['undeclared-capability src/sub', 'undeclared-capability src/sub'],
    ],
    [
      'a file that is deleted',
      { change: withFiles(changed('src/a.ts', { status: 'deleted', newMode: '000000' })) },
      ['undeclared-capability src/a.ts'],
    ],
    ['a binary file', { change: withFiles(changed('src/a', { binary: true })) }, ['undeclared-capability src/a']],
    [
      'a CI file',
      {
        change: changeOf([...own, changed('src/a.ts')], {
          ciFiles: [
            {
              path: 'src/a.ts',
              status: 'modified',
              comparison: { addedTriggers: [], dangerousTriggersAdded: [], writePermissionsAdded: [] },
            },
          ],
        }),
      },
      ['undeclared-capability src/a.ts'],
    ],
    ['too many lines', { change: withFiles(changed('src/a.ts', { added: 20 })) }, ['over-limit']],
    [
      'too many paths, since a rename counts twice',
      {
        change: withFiles(
          changed('src/a.ts', { status: 'renamed', previousPath: 'src/b.ts' }),
          changed('src/c.ts', { status: 'renamed', previousPath: 'src/d.ts' }),
        ),
      },
      ['over-limit'],
    ],
    [
      'another file beside the manifest',
      { change: withFiles(added('.interlock/changes/x')) },
      ['path-not-allowed .interlock/changes/x'],
    ],
    ['another branch', { place: { ...place, branches: ['agent/other'] } }, [`wrong-branch ${manifestPath}`]],
    ['a branch that nobody knows', { place: { ...place, branches: [] } }, [`wrong-branch ${manifestPath}`]],
    ['another repository', { place: { ...place, repository: 'shop/other' } }, [`wrong-repository ${manifestPath}`]],
    ['no known repository', { place: { branches: ['agent/fix'], branchClass: 'git' } }, []],
    [
      'another base',
      { text: manifestText((text) => text.replace(/base: .*/, `base: "${base}"`)) },
      [`wrong-base ${manifestPath}`],
    ],
    ['the second before it expires', { time: '2026-02-28T23:59:59Z' }, []],
    ['the second in which it expires', { time: '2026-03-01T00:00:00Z' }, [`expired ${manifestPath}`]],
    ['no signature', { signature: { class: 'git', state: 'missing' } }, [`unsigned ${manifestPath}`]],
    [
      'a wrong signature',
      { signature: { class: 'git', state: 'wrong', reason: 'r' } },
      [`wrong-signature ${manifestPath}`],
    ],
    ['a hotfix of which all agree', { change: withCommits(hotfix, hotfix), text: asHotfix, place: hotfixPlace }, []],
    [
      'a hotfix without a trailer',
      { change: withCommits('Fix\n'), text: asHotfix, place: hotfixPlace },
      [`kind-disagrees ${manifestPath}`],
    ],
    [
      'a hotfix of which one commit says so',
      { change: withCommits(hotfix, 'Fix\n'), text: asHotfix, place: hotfixPlace },
      [`kind-disagrees ${manifestPath}`],
    ],
    ['a trailer alone', { change: withCommits(hotfix) }, [`kind-disagrees ${manifestPath}`]],
    ['a subject that looks like a trailer', { change: withCommits('Interlock-Kind: hotfix\n') }, []],
    [
      'a hotfix on another branch',
      { change: withCommits(hotfix), text: asHotfix.replace('hotfix/a', 'agent/fix') },
      [`kind-disagrees ${manifestPath}`],
    ],
    [
      'a hotfix branch with a normal manifest',
      {
        change: withCommits('Fix\n'),
        text: manifestText((text) => text.replace('agent/fix', 'hotfix/a')),
        place: hotfixPlace,
      },
      [`kind-disagrees ${manifestPath}`],
    ],
  ])('judges %s', (_, given, kinds) => {
    expect(kindsOf(given)).toEqual(kinds);
  });

  it('lets commits that merge another branch go without a trailer', () => {
    const commits = [commitOf('Merge\n', [base, base]), commitOf(hotfix)];
    const change = changeOf([...own, changed('src/a.ts')], { commits });
    expect(kindsOf({ change, text: asHotfix, place: hotfixPlace })).toEqual([]);
  });

  it('keeps hostile text on one line', () => {
    const [problem] = check({ change: withFiles(added('lib/\u001b[2J\n::error::')) }).section.problems;
    expect(problem?.message).toBe('lib/\\u{1b}[2J ::error:: is outside the paths that the manifest allows');
  });
});

describe('a manifest that is none', () => {
  it.each([
    ['two manifests', [added(manifestPath), added('.interlock/changes/more.yml')], /adds 2 manifests/],
    ['a link', [added(manifestPath, '120000')], /no plain file/],
    ['a program', [added(manifestPath, '100755')], /no plain file/],
    ['another ending', [added('.interlock/changes/fix.yaml')], /not named/],
    ['a folder below', [added('.interlock/changes/a/fix.yml')], /not named/],
    ['a name with blanks', [added('.interlock/changes/a b.yml')], /not named/],
  ])('is found out: %s', (_, files, message) => {
    const { section } = check({ change: changeOf(files) });
    expect(section.problems).toMatchObject([{ kind: 'malformed', message: expect.stringMatching(message) }]);
    expect(section.declared).toBeUndefined();
  });

  it.each([
    ['one that was there before', [changed(manifestPath)]],
    ['one that is taken away', [changed(manifestPath, { status: 'deleted' })]],
    ['one that a rename brings', [changed(manifestPath, { status: 'renamed', previousPath: 'a.yml' })]],
    ['one elsewhere', [added('changes/fix.yml')]],
    ['one in a folder of another case', [added('.Interlock/changes/fix.yml')]],
    ['a signature alone', [added('.interlock/changes/fix.sigstore.json')]],
  ])('does not count: %s', (_, files) => {
    expect(findManifest(files)).toBeUndefined();
  });

  it.each<[string, string, number, RegExp]>([
    ['an unknown key', manifestText((text) => text.replace('principal:', 'principle:')), 7, /Did you mean principal\?/],
    ['another schema', manifestText((text) => text.replace('/v1', '/v2')), 1, /agent-manifest\/v1/],
    ['a short base', manifestText((text) => text.replace(/base: .*/, 'base: abc')), 5, /full commit object name/],
    [
      'a base that reads as a number',
      manifestText((text) => text.replace(/base: .*/, `base: ${'1'.repeat(40)}`)),
      5,
      /string/,
    ],
    ['a glob that climbs', manifestText((text) => text.replace('src/**,', '../**,')), 12, /no path from the root/],
    ['nothing allowed', manifestText((text) => text.replace(/allowed: .*/, 'allowed: []')), 12, /is empty/],
    ['an unknown capability', manifestText((text) => `${text}capabilities: [root]\n`), 19, /delete-files/],
    ['an empty task', manifestText((text) => text.replace('Fix the sum', '" "')), 8, /task: is empty/],
    ['a time that is none', manifestText((text) => text.replace('2026-03-01', '2026-13-01')), 18, /UTC time/],
    ['a negative limit', manifestText((text) => text.replace('lines: 20', 'lines: -1')), 16, /lines/],
    ['no YAML', 'a: [\n', 2, /YAML/],
    ['nothing', '', 0, /required/],
  ])('is malformed: %s', (_, text, line, message) => {
    const { failure, section } = check({ text });
    expect(failure).toMatchObject({ kind: 'malformed-file', file: manifestPath, ...(line > 0 ? { line } : {}) });
    expect(section.problems).toMatchObject([
      { kind: 'malformed', path: manifestPath, message: expect.stringMatching(message) },
    ]);
  });

  it('is not read where it is huge', () => {
    const { failure } = check({ text: `${manifestText()}# ${'x'.repeat(70_000)}\n` });
    expect(failure?.message).toMatch(/at most 65536 are read/);
  });
});
