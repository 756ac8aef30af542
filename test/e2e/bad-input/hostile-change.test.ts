import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { expectHarmless } from './check-rows.ts';
import { asAction, asCommand, type Told } from './faces.ts';
import { hostileAttributes, makeHostile, ranProgram } from '../../../packages/adapters/src/git/make-hostile.ts';
import { keys } from './keys.ts';
import type { OperationName } from './operation-name.ts';
import { badRelease } from './release.ts';
import { commit, git, twoCommits } from './repository.ts';
import { makeScene, type Scene } from './scene.ts';

const linesOf = (first: string, last: string) => [first, ...'abcdefghij', last, ''].join('\n');

/** A hostile repository on a detached HEAD: the second commit is bad, and the third changes its file in another place. */
function hostileHistory(repo: string) {
  const base = twoCommits(repo, { ...hostileAttributes, 'app.txt': linesOf('good', 'one') }).head;
  const head = commit(repo, { 'app.txt': linesOf('bad', 'one'), '.gitattributes': '* diff=evil merge=evil -text\n' });
  commit(repo, { 'app.txt': linesOf('bad', 'two') });
  git(repo, 'checkout', '-q', '--detach');
  makeHostile(repo);
  return { base, head };
}

async function inScene(
  prepare: (folder: string) => Readonly<Record<string, string>>,
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  const scene = makeScene({ files: { 'key.pem': keys.good }, prepare });
  try {
    await use(scene);
  } finally {
    scene.remove();
  }
}

const faces = { action: asAction, command: asCommand } as const;
type Face = keyof typeof faces;

/** Every operation that reads a change, with the name of the input for its repository. */
const readers = [
  ['evaluate-policy', 'action', 'repository', {}],
  ['evaluate-policy', 'command', 'repository', {}],
  ['run', 'command', 'path', { key: 'key.pem', 'output-dir': 'out' }],
] as const satisfies readonly (readonly [OperationName, Face, string, Readonly<Record<string, string>>])[];

describe('a repository whose configuration and attributes try to run programs', () => {
  it.each(readers)('is judged by %s as %s, and nothing runs', async (operation, face, input, more) => {
    const prepare = (folder: string) => ({ ...hostileHistory(join(folder, 'repo')), [input]: 'repo', ...more });
    await inScene(prepare, async (scene) => {
      const told = await faces[face](operation, scene);
      expect([told.exitCode, told.log, told.outputs['decision']]).toEqual([0, expect.any(String), 'merge']);
      expectHarmless(told);
      expect(ranProgram(join(scene.folder, 'repo'))).toBe(false);
    });
  });

  it.each(['action', 'command'] as const)('is reverted by auto-rollback as %s, and nothing runs', async (face) => {
    const prepare = (folder: string) => {
      badRelease(folder, undefined, hostileHistory);
      return { config: 'rollback.yml' };
    };
    await inScene(prepare, async (scene) => {
      const repo = join(scene.folder, 'repo');
      const told = await faces[face]('auto-rollback', scene);
      expect([told.exitCode, told.log]).toEqual([0, expect.any(String)]);
      expectHarmless(told);
      expect(ranProgram(repo)).toBe(false);
      const careful = ['-c', 'core.fsmonitor=false', '-c', 'alias.show=', '--no-pager'];
      expect(git(repo, ...careful, 'cat-file', 'blob', 'main:app.txt')).toBe(linesOf('good', 'two').trim());
      expect(readFileSync(join(repo, 'app.txt'), 'utf8')).toBe(linesOf('bad', 'two'));
    });
  });
});

describe('a change whose file names hold what terminals, runners and Markdown obey', () => {
  const names = [
    'a\n::error::injected\n.yml',
    'a\u001b[31m\u009b2J\u202e.yml',
    'a##[command]b.yml',
    'a`|<img src=x>@team [x](http:x).yml',
    '::set-output name=decision::merge.yml',
  ];

  it.each(readers)('is told by %s as %s without harm', async (operation, face, input, more) => {
    const prepare = (folder: string) => {
      const repo = join(folder, 'repo');
      const { head: base } = twoCommits(repo);
      const flows = names.map((name) => [`.github/workflows/${name}`, 'on: push\npermissions: {}\njobs: {}\n']);
      return { base, head: commit(repo, Object.fromEntries(flows)), [input]: 'repo', ...more };
    };
    await inScene(prepare, async (scene) => {
      const told = await faces[face](operation, scene);
      expect([told.exitCode, told.log]).toEqual([1, expect.any(String)]);
      expect(told.outputs['decision']).toBe('blocked');
      expectHarmless(told);
      expectPlainMarkdown(scene, told);
    });
  });

  function expectPlainMarkdown({ folder }: Scene, { summary }: Told): void {
    const file = join(folder, 'out/summary.md');
    const markdown = existsSync(file) ? readFileSync(file, 'utf8') : summary;
    const prose = markdown.replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/gu, '');
    expect(prose).not.toMatch(/<img|@team|\]\(http/u);
  }
});

describe('every form of repository', () => {
  const forms: readonly (readonly [string, (folder: string) => Readonly<Record<string, string>>])[] = [
    [
      'a bare repository',
      (folder) => {
        twoCommits(join(folder, 'origin'));
        git(folder, 'clone', '-q', '--bare', 'origin', 'repo');
        return { base: 'main~1', head: 'main' };
      },
    ],
    [
      'a linked work tree',
      (folder) => {
        twoCommits(join(folder, 'origin'));
        git(join(folder, 'origin'), 'worktree', 'add', '-q', '--detach', join(folder, 'repo'), 'main~1');
        return { base: 'main~1', head: 'main' };
      },
    ],
    [
      'a shallow clone that is deep enough',
      (folder) => {
        const origin = join(folder, 'origin');
        twoCommits(origin);
        const base = git(origin, 'rev-parse', 'HEAD');
        const head = commit(origin, { 'src/b.ts': '' });
        git(folder, 'clone', '-q', '--depth=2', `file://${origin}`, 'repo');
        return { base, head };
      },
    ],
    [
      'a head that does not come after the base',
      (folder) => {
        const repo = join(folder, 'repo');
        twoCommits(repo);
        git(repo, 'checkout', '-q', '-b', 'topic', 'HEAD~1');
        commit(repo, { topic: '' });
        return { base: 'main', head: 'topic' };
      },
    ],
    [
      'a repository with SHA-256 names',
      (folder) => {
        const repo = join(folder, 'repo');
        git(folder, 'init', '-q', '-b', 'main', '--object-format=sha256', 'repo');
        git(repo, 'config', 'user.name', 'Agent');
        git(repo, 'config', 'user.email', 'agent@example.invalid');
        return { base: commit(repo, { a: '1' }), head: commit(repo, { a: '2' }) };
      },
    ],
  ];

  describe.each(forms)('%s', (_, make) => {
    it.each(readers)('is judged by %s as %s', async (operation, face, input, more) => {
      const prepare = (folder: string) => ({ ...make(folder), [input]: 'repo', ...more });
      await inScene(prepare, async (scene) => {
        const told = await faces[face](operation, scene);
        expect([told.exitCode, told.log, told.outputs['decision']]).toEqual([0, expect.any(String), 'merge']);
        expectHarmless(told);
      });
    });
  });
});
