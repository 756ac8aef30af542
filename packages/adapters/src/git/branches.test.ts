import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openRepository, readReference, resolveCommit } from './index.ts';
import { scratchRepository, type ScratchRepository } from './scratch-repository.ts';

let repository: ScratchRepository;
beforeEach(() => {
  repository = scratchRepository();
});
afterEach(() => repository.remove());

async function branchesAt(commit: string) {
  const opened = await openRepository(repository.root);
  return opened.ok ? opened.value.branchesAt(commit) : opened;
}

it('names the local branches at a commit and nothing else', async () => {
  const first = repository.commit({ a: '1' });
  const second = repository.commit({ a: '2' });
  for (const branch of ['hotfix/ü', 'agent/fix']) repository.git('branch', branch);
  repository.git('tag', 'v1');
  repository.git('tag', '-a', '-m', 'x', 'v2');
  repository.git('update-ref', 'refs/remotes/origin/main', second);
  expect(await branchesAt(second)).toEqual({ ok: true, value: ['agent/fix', 'hotfix/ü', 'main'] });
  expect(await branchesAt(first)).toEqual({ ok: true, value: [] });
});

it('takes a full object name only', async () => {
  repository.commit({ a: '1' });
  expect(await branchesAt('HEAD')).toMatchObject({ ok: false });
});

it.each(['refs/heads/', 'refs/tags/', 'refs/remotes/', 'refs/'])(
  'takes nothing below %s that is called like a whole name for what has this name',
  async (place) => {
    const first = repository.commit({ a: '1' });
    const directory = join(repository.root, '.git');
    const name = 'refs/remotes/origin/main';
    repository.git('update-ref', `${place}${name}`, first);
    expect(await readReference(directory, name)).toEqual({ ok: true, value: undefined });
    for (const revision of [name, `${name}~0`])
      expect(await resolveCommit(directory, revision)).toMatchObject({
        ok: false,
        error: { kind: 'bad-repository', message: `There is no reference "${name}" in this repository.` },
      });
    const second = repository.commit({ a: '2' });
    repository.git('update-ref', name, second);
    expect(await readReference(directory, name)).toEqual({ ok: true, value: second });
    expect(await resolveCommit(directory, name)).toEqual({ ok: true, value: second });
  },
);
