import { describe, expect, it } from '@jest/globals';
import type { ChangedFile } from '../change/change.ts';
import { fail, ok } from '../failure/index.ts';
import type { CommitTree } from '../ports/index.ts';
import { readSurface, type Surface } from './index.ts';

type Texts = Readonly<Record<string, string>>;

function treeOf(files: Texts, links: Texts = {}): CommitTree {
  return {
    name: 'tree',
    list: async () => ok(Object.keys(files).toSorted()),
    links: async () => ok(new Map(Object.entries(links))),
    submodules: async () => ok([]),
    read: async (path) => ok(files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
  };
}

async function surface(...trees: readonly CommitTree[]): Promise<Surface> {
  const read = await readSurface(trees);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const file = (path: string, newMode = '100644'): ChangedFile => ({
  path,
  status: 'modified',
  oldMode: '100644',
  newMode,
  added: 1,
  removed: 0,
  binary: false,
  addedLines: [],
});
const ci = ({ ci: reach }: Surface, path: string, mode?: string) => reach(path, file(path, mode));
const root = '.gitlab-ci.yml';
const workflow = '.github/workflows/ci.yml';

describe('files that GitLab includes', () => {
  it.each([
    ['a string', "include: 'ci/build.yml'", 'ci/build.yml'],
    ['a path from the root', 'include: /ci/build.yml', 'ci/build.yml'],
    ['another spelling', 'include: ./ci//build.yml', 'CI/Build.yml'],
    ['a list', 'include: [a.yml, "ci/build.yml"]', 'ci/build.yml'],
    ['a map', 'include: {local: ci/build.yml}', 'ci/build.yml'],
    [
      'a list of maps',
      'include:\n  - remote: https://x.example/a.yml\n  - local: ci/build.yml\n    rules: []',
      'ci/build.yml',
    ],
    ['a list in a list', 'include: [[ci/build.yml]]', 'ci/build.yml'],
    ['an alias', '.x: &x [ci/build.yml]\ninclude: *x', 'ci/build.yml'],
    ['a merge key', '.x: &x {local: ci/build.yml}\ninclude: [{<<: *x}]', 'ci/build.yml'],
    ['after a header', 'spec: {inputs: {a: }}\n---\ninclude: ci/build.yml', 'ci/build.yml'],
    ['beside tags of GitLab', 'x: !reference [a, b]\ninclude: ci/build.yml', 'ci/build.yml'],
    ['a child pipeline', 'job: {trigger: {include: [{local: ci/build.yml}]}}', 'ci/build.yml'],
    ['a child pipeline by name', 'job: {trigger: {include: ci/build.yml}}', 'ci/build.yml'],
    ['a wildcard', 'include: ci/*.yml', 'ci/build.yml'],
    ['a wildcard for folders', 'include: {local: "ci/**.yml"}', 'ci/deep/er/build.yml'],
    ['a wildcard between folders', 'include: ci/**/*.yml', 'ci/deep/er/build.yml'],
    ['a variable', 'include: $DIR/build.yml', 'some/where/build.yml'],
    ['a variable in a name', 'include: "ci/pre-${X}.yml"', 'ci/pre-a/b.yml'],
    ['an input', 'include: "ci/$[[ inputs.x ]].yml"', 'ci/build.yml'],
  ])('by %s', async (_, text, path) => {
    const found = await surface(treeOf({ [root]: text }));
    expect(ci(found, path)).toEqual({ because: `included by ${root}` });
    expect(ci(found, 'other/x.yml')).toBeUndefined();
    expect(found.doubts).toEqual([]);
  });

  it('in turn, in either tree, and in a circle', async () => {
    const base = treeOf({ [root]: 'include: x/*.yml', 'x/a.yml': 'include: /y/b.yml' });
    const head = treeOf({
      [root]: 'include: x/a.yml',
      'x/a.yml': 'include: z.yml',
      'z.yml': `include: [${root}, x/a.yml]`,
    });
    const found = await surface(base, head);
    expect(ci(found, 'y/b.yml')).toEqual({ because: 'included by x/a.yml' });
    expect(ci(found, 'z.yml')).toEqual({ because: 'included by x/a.yml' });
  });

  it('not those of another project, of a template or a component', async () => {
    const text =
      'include: [{project: a/b, file: /p.yml}, {template: T.yml}, {component: c/d@1}, {remote: "https://x/r.yml"}]';
    const found = await surface(treeOf({ [root]: text }));
    for (const path of ['p.yml', 'T.yml', 'c/d', 'r.yml']) expect(ci(found, path)).toBeUndefined();
  });
});

describe('files that GitHub uses', () => {
  const uses = (target: string) => `on: push\njobs: {a: {steps: [{uses: ${target}}]}}`;

  it('are the whole folder of a local action, and what it runs', async () => {
    const found = await surface(
      treeOf({
        [workflow]: uses('./tools/setup'),
        'tools/setup/action.yml':
          'runs: {using: node24, main: ../../dist/setup/main.js, pre: pre.js, post: ../post.js}',
        'dist/setup/main.js': '',
      }),
    );
    expect(ci(found, 'tools/setup/lib/x.js')).toEqual({ because: `used by ${workflow}` });
    expect(ci(found, 'dist/setup/chunk.js')).toEqual({ because: 'used by tools/setup/action.yml' });
    expect(ci(found, 'tools/post.js')).toEqual({ because: 'used by tools/setup/action.yml' });
    expect(ci(found, 'dist/other.js')).toBeUndefined();
  });

  it('are those of actions that actions and reusable workflows use', async () => {
    const found = await surface(
      treeOf({
        [workflow]: 'on: push\njobs: {a: {uses: ./.github/workflows/deep/reused.yml}}',
        '.github/workflows/deep/reused.yml': uses('./one'),
        'one/action.yaml': 'runs: {using: composite, steps: [{uses: ./two}]}',
      }),
    );
    expect(ci(found, 'two/run.sh')).toEqual({ because: 'used by one/action.yaml' });
  });

  it('are there also where a job checks out into a folder, or the action is the repository', async () => {
    const action = 'runs: {using: node24, main: dist/index.js}';
    const self = await surface(treeOf({ [workflow]: uses('./self'), 'action.yml': action }));
    expect(ci(self, 'dist/index.js')).toEqual({ because: 'used by action.yml' });
    const own = await surface(treeOf({ [workflow]: uses('./'), 'action.yml': action }));
    expect(ci(own, 'dist/index.js')).toEqual({ because: 'used by action.yml' });
    expect(ci(own, 'src/index.js')).toBeUndefined();
    const below = await surface(treeOf({ [workflow]: uses('./self/tools/x'), 'tools/x/action.yml': action }));
    expect(ci(below, 'tools/x/a.js')).toEqual({ because: `used by ${workflow}` });
  });

  it('count too where a link takes the place of their folder', async () => {
    const found = await surface(treeOf({ [workflow]: uses('./tools/setup') }));
    expect(ci(found, 'tools', '120000')).toEqual({ because: `used by ${workflow}` });
    expect(ci(found, 'tools', '100644')).toBeUndefined();
  });
});

describe('targets of symbolic links', () => {
  it.each([
    ['a workflow', { [workflow]: '../../ops/ci.yml' }, 'ops/ci.yml', workflow],
    ['a folder', { '.github': 'ops' }, 'ops/workflows/ci.yml', '.github'],
    ['a chain', { [root]: 'one', one: 'x/two', x: 'y' }, 'y/two', root],
    ['a file that is included', { 'ci/a.yml': '../ops/a.yml' }, 'ops/a.yml', 'ci/a.yml'],
    ['the folder of such a file', { ci: './ops/deep/' }, 'ops/deep/b.yml', 'ci'],
  ])('are CI files: %s', async (_, links, path, link) => {
    const found = await surface(treeOf({ '.gitlab/x.yml': 'include: [ci/a.yml, ci/b.yml]' }, links));
    expect(ci(found, path)).toEqual({ because: `target of the symlink ${link}` });
    expect(ci(found, 'src/x')).toBeUndefined();
  });

  it('are followed to what they include', async () => {
    const tree = treeOf({
      'ops/workflows/a.yml': 'jobs: {a: {steps: [{uses: ./act}]}}',
      'ops/gitlab.yml': 'include: b.yml',
    });
    const links = async () =>
      ok(
        new Map([
          ['.github', 'ops'],
          [root, 'ops/gitlab.yml'],
        ]),
      );
    const found = await surface({ ...tree, links });
    expect(ci(found, 'act/x.js')).toEqual({ because: 'used by ops/workflows/a.yml' });
    expect(ci(found, 'b.yml')).toEqual({ because: 'included by ops/gitlab.yml' });
  });

  it('are gate files', async () => {
    const found = await surface(
      treeOf({}, { docs: 'manual', '.interlock/signers': '../keys', '.interlock/changes': '../c' }),
    );
    expect(found.gate('manual/CODEOWNERS', 'modified')).toEqual({ because: 'target of the symlink docs' });
    expect(found.gate('keys', 'modified')).toEqual({ because: 'target of the symlink .interlock/signers' });
    expect(found.gate('c/a.yml', 'added')).toEqual({ because: 'target of the symlink .interlock/changes' });
    expect(found.gate('manual/x', 'modified')).toBeUndefined();
  });

  it('are nothing outside of the repository or in a circle', async () => {
    const found = await surface(treeOf({}, { [root]: '../out', '.github': '/etc', self: '.', a: 'b', b: 'a' }));
    for (const path of ['out', 'etc', 'a/x', 'self', 'x']) expect(ci(found, path)).toBeUndefined();
  });

  it('count where there are more ways to them than can be looked at', async () => {
    const links = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`l${at}`, 'x']));
    expect(ci(await surface(treeOf({}, links)), 'x')).toMatchObject({
      because: expect.stringMatching(/more symlinks/),
    });
  });
});

describe('doubts', () => {
  it.each([
    ['it is not YAML', 'include: ['],
    ['it is nested too deeply', `include: ${'['.repeat(1000)}`],
    ['the includes are too many', `include:\n${'- a.yml\n'.repeat(2000)}`],
  ])('arise where of a file is true: %s', async (_, text) => {
    expect((await surface(treeOf({ [root]: text }))).doubts).toEqual([{ kind: 'unreadable-ci-file', paths: [root] }]);
  });

  it('arise from more files than are followed', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`ci/${at}.yml`, '']));
    const found = await surface(treeOf({ [root]: 'include: ci/*.yml', ...many }));
    expect(found.doubts).toEqual([{ kind: 'many-references', paths: [] }]);
    expect(ci(found, 'ci/399.yml')).toEqual({ because: `included by ${root}` });
  });

  it('do not stand for a tree that cannot be read', async () => {
    const broken = { ...treeOf({}), links: async () => fail('bad-repository', 'gone') };
    expect(await readSurface([broken])).toMatchObject({ ok: false, error: { message: 'gone' } });
  });
});
