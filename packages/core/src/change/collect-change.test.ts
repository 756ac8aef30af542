import { describe, expect, it } from '@jest/globals';
import { fail, ok, type Failure, type Result } from '../failure/index.ts';
import { parsePolicyInput } from '../policy/index.ts';
import type { CommitTree, MergeResult, Repository } from '../ports/index.ts';
import { collectChange, type Change, type ChangedFile, type Commit } from './index.ts';

const [base, mergeBase, head] = ['b', 'm', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const commit: Commit = {
  id: head,
  parents: [mergeBase],
  tree: 'd'.repeat(40),
  author: { name: 'Ann', email: 'ann@example.org' },
  committer: { name: 'Ann', email: 'ann@example.org' },
  committedAt: 1_700_000_000,
  message: 'change',
};
const calm = 'on: push\npermissions: {contents: read}\njobs: {build: {runs-on: x}}\n';
const wide = 'on: push\npermissions:\n  contents: write\njobs: {build: {runs-on: x}}\n';
const ci = '.github/workflows/ci.yml';

function changed(path: string, more: Partial<ChangedFile> = {}): ChangedFile {
  const same = { oldMode: '100644', newMode: '100644', added: 2, removed: 1, binary: false };
  return { path, status: 'modified', ...same, addedLines: [[3, 4]], ...more };
}

type Contents = Readonly<Record<string, string>>;

function repositoryOf(
  files: readonly ChangedFile[],
  before: Contents = {},
  after: Contents = {},
  merge: Partial<MergeResult> & { readonly result?: Contents } = {},
): Repository {
  const contents = new Map([
    [mergeBase, before],
    [base, before],
    [head, after],
    ['merge', merge.result ?? after],
  ]);
  const tree = (id: string): CommitTree => ({
    name: `commit ${id}`,
    list: async () => ok(Object.keys(contents.get(id) ?? {})),
    links: async () => ok(new Map()),
    submodules: async () => ok([]),
    read: async (path) => {
      const text = contents.get(id)?.[path];
      return ok(text === undefined ? undefined : new TextEncoder().encode(text));
    },
  });
  return {
    resolve: async (revision) => ok(revision),
    mergeBase: async (one, other) => ok(one === base && other === head ? mergeBase : 'unexpected'),
    changedFiles: async (from, to) => ok(from === mergeBase && to === head ? files : []),
    commits: async (from, to) => ok(from === base && to === head ? [commit] : []),
    rawCommit: async () => ok(new Uint8Array()),
    branchesAt: async () => ok([]),
    firstParents: async () => ok(new Set()),
    tree,
    withMerge: async (commits, use) => {
      expect(commits).toEqual({ base, head, mergeBase });
      return use({ tree: tree('merge'), files: [], conflicts: [], isClean: true, ...merge });
    },
  };
}

async function collect(...given: Parameters<typeof repositoryOf>): Promise<Change> {
  const result = await collectChange(repositoryOf(...given), base, head);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const granted = { scope: 'top', name: 'contents', level: 'write', line: 3 };

describe('collectChange', () => {
  it('gives the files sorted, the commits and the counts, as a policy takes them', async () => {
    const files = [changed('src/b.ts'), changed(ci), changed('.interlock/config.yml'), changed('src/a.ts')];
    const change = await collect(files, { [ci]: calm }, { [ci]: wide });
    expect(change).toMatchObject({ base, head, mergeBase, commits: [commit] });
    expect(change.files.map(({ path }) => path)).toEqual([ci, '.interlock/config.yml', 'src/a.ts', 'src/b.ts']);
    expect(change.counts).toEqual({ files: 4, linesAdded: 8, linesRemoved: 4 });
    expect(change.gateFiles).toEqual([{ path: '.interlock/config.yml', status: 'modified' }]);
    expect(change.ciFiles).toEqual([
      {
        path: ci,
        status: 'modified',
        line: 3,
        comparison: { addedTriggers: [], dangerousTriggersAdded: [], writePermissionsAdded: [granted] },
      },
    ]);
    const input = { schema: 'interlock/input/v1', change: { ...change, class: 'git' } };
    expect(parsePolicyInput(JSON.parse(JSON.stringify(input)), 'x').ok).toBe(true);
  });

  it('gives the same JSON whatever the order of the files', async () => {
    const files = [changed('a'), changed('B'), changed('é'), changed(ci)];
    const [one, other] = [await collect(files), await collect(files.toReversed())];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  it('hands on what the repository fails with', async () => {
    const broken: Result<never> = fail('shallow-clone', 'History is cut.');
    const repository = repositoryOf([changed(ci)], { [ci]: calm }, { [ci]: calm });
    const failing: readonly Partial<Repository>[] = [
      { mergeBase: async () => broken },
      { changedFiles: async () => broken },
      { commits: async () => broken },
      {
        tree: () => ({
          name: 'x',
          list: async () => broken,
          links: async () => broken,
          submodules: async () => broken,
          read: async () => broken,
        }),
      },
      { withMerge: async () => broken },
    ];
    for (const part of failing) {
      const result = await collectChange({ ...repository, ...part }, base, head);
      expect(result).toEqual({
        ok: false,
        error: { kind: 'shallow-clone', message: 'History is cut.' } satisfies Failure,
      });
    }
  });
});

describe('collectChange: CI files', () => {
  it('compares a renamed workflow with itself', async () => {
    const file = changed('.github/workflows/new.yml', { status: 'renamed', previousPath: ci });
    const { ciFiles } = await collect([file], { [ci]: calm }, { [file.path]: wide });
    expect(ciFiles).toMatchObject([
      { path: file.path, previousPath: ci, status: 'renamed', comparison: { writePermissionsAdded: [granted] } },
    ]);
    const same = await collect([file], { [ci]: wide }, { [file.path]: wide });
    expect(same.ciFiles).toMatchObject([{ comparison: { addedTriggers: [], writePermissionsAdded: [] } }]);
  });

  it.each([
    ['renamed from elsewhere', 'renamed', 'docs/ci.yml'],
    ['renamed from a folder that GitHub does not run', 'renamed', '.github/workflows/old/ci.yml'],
    ['renamed from a name in capitals', 'renamed', '.github/workflows/CI.YML'],
    ['copied', 'copied', '.github/workflows/other.yml'],
  ] as const)('takes everything in a workflow as new where it was %s', async (_, status, previousPath) => {
    const { ciFiles } = await collect(
      [changed(ci, { status, previousPath })],
      { [previousPath]: wide },
      { [ci]: wide },
    );
    expect(ciFiles).toMatchObject([
      { path: ci, previousPath, status, comparison: { addedTriggers: ['push'], writePermissionsAdded: [granted] } },
    ]);
  });

  it('counts a workflow that is renamed away as deleted', async () => {
    const file = changed('docs/ci.yml', { status: 'renamed', previousPath: ci });
    const { ciFiles } = await collect([file], { [ci]: wide }, { 'docs/ci.yml': wide });
    expect(ciFiles).toMatchObject([{ path: ci, status: 'deleted', comparison: { writePermissionsAdded: [] } }]);
  });

  it('leaves the source of a copy alone', async () => {
    const { ciFiles } = await collect([changed('docs/ci.yml', { status: 'copied', previousPath: ci })]);
    expect(ciFiles).toEqual([]);
  });

  it('reads a workflow whose name is in capitals', async () => {
    const file = changed('.github/Workflows/CI.YML', { status: 'added', oldMode: '000000' });
    const { ciFiles } = await collect([file], {}, { [file.path]: wide });
    expect(ciFiles).toMatchObject([{ comparison: { writePermissionsAdded: [granted] } }]);
  });

  it.each([
    ['a symlink', ci, '120000'],
    ['a submodule', '.github/workflows', '160000'],
    ['a symlink in place of the folder', '.github', '120000'],
    ['a symlink for GitLab', '.gitlab-ci.yml', '120000'],
  ])('does not take %s for a CI file', async (_, path, newMode) => {
    const { ciFiles } = await collect([changed(path, { status: 'type-changed', newMode })], {}, { [path]: calm });
    expect(ciFiles).toMatchObject([{ path, comparison: { unreadable: expect.stringContaining('symlink') } }]);
  });

  it('does not take a workflow without content for a deleted one', async () => {
    const { ciFiles } = await collect([changed(ci)], { [ci]: calm }, {});
    expect(ciFiles).toMatchObject([{ comparison: { unreadable: 'its content is not there' } }]);
  });

  it('reports other CI files without comparing them', async () => {
    const { ciFiles } = await collect([
      changed('.gitlab-ci.yml'),
      changed('action.yml', { status: 'deleted', addedLines: [] }),
    ]);
    const comparison = { addedTriggers: [], dangerousTriggersAdded: [], writePermissionsAdded: [] };
    expect(ciFiles).toEqual([
      { path: '.gitlab-ci.yml', status: 'modified', line: 3, comparison },
      { path: 'action.yml', status: 'deleted', comparison },
    ]);
  });
});

describe('collectChange: gate files', () => {
  it.each([
    ['a manifest that the change adds', changed('.interlock/changes/a.yml', { status: 'added' }), []],
    [
      'a symlink in place of a manifest',
      changed('.interlock/changes/a.yml', { status: 'added', newMode: '120000' }),
      ['.interlock/changes/a.yml added'],
    ],
    [
      'a file renamed away',
      changed('docs/x', { status: 'renamed', previousPath: '.interlock/signers' }),
      ['.interlock/signers deleted'],
    ],
    [
      'a file renamed to the gate',
      changed('.interlock/signers', { status: 'renamed', previousPath: 'docs/x' }),
      ['.interlock/signers renamed'],
    ],
    [
      'a file renamed to a manifest',
      changed('.interlock/changes/a.yml', { status: 'renamed', previousPath: '.interlock/signers' }),
      ['.interlock/changes/a.yml renamed'],
    ],
    ['a copy of a gate file', changed('docs/x', { status: 'copied', previousPath: '.interlock/signers' }), []],
  ])('%s', async (_, file, expected) => {
    const { gateFiles } = await collect([file]);
    expect(gateFiles.map(({ path, status }) => `${path} ${status}`)).toEqual(expected);
  });
});

describe('collectChange: the merge', () => {
  const moved = changed(ci, { status: 'modified' });

  it('counts a file that the merge alone takes to where CI looks', async () => {
    const merge = { files: [moved], result: { [ci]: wide } };
    const change = await collect([changed('ci.txt')], { [ci]: calm }, {}, merge);
    expect(change.files.map(({ path }) => path)).toEqual(['ci.txt']);
    expect(change.ciFiles).toMatchObject([
      { path: ci, because: 'the merge takes a change there', comparison: { writePermissionsAdded: [granted] } },
    ]);
    const gate = { files: [changed('.interlock/signers')] };
    expect((await collect([changed('x')], {}, {}, gate)).gateFiles).toEqual([
      { path: '.interlock/signers', status: 'modified', because: 'the merge takes a change there' },
    ]);
  });

  it('finds once what both comparisons find, on the line of the change', async () => {
    const merge = { files: [moved], result: { [ci]: `# comment\n${wide}` } };
    const { ciFiles } = await collect([moved], { [ci]: calm }, { [ci]: wide }, merge);
    expect(ciFiles).toEqual([
      {
        path: ci,
        status: 'modified',
        line: 3,
        comparison: expect.objectContaining({ writePermissionsAdded: [granted] }),
      },
    ]);
  });

  it('adds what only the merge makes of a file that the change touches', async () => {
    const { ciFiles } = await collect(
      [moved],
      { [ci]: calm },
      { [ci]: calm },
      { files: [moved], result: { [ci]: wide } },
    );
    expect(ciFiles).toMatchObject([{ path: ci, comparison: { writePermissionsAdded: [granted] } }]);
  });

  it('doubts a conflict, and does not read its marks as a workflow', async () => {
    const result = { [ci]: `<<<<<<< ours\n${calm}` };
    const merge = { files: [moved], result, conflicts: [ci, 'a'], isClean: false };
    const change = await collect([changed('a')], { [ci]: calm }, {}, merge);
    expect(change.ciFiles).toEqual([]);
    expect(change.doubts).toEqual([{ kind: 'merge-conflict', paths: [ci, 'a'] }]);
  });
});
