import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { gitLedger } from '@interlock/adapters/ledger';
import { makeEntry, valueOf } from '@interlock/core/ledger-fixture';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { deafProxy, type DeafProxy } from './deaf-proxy.ts';
import { check, ended, miscounted, writerScene, type WriterScene } from './scene.ts';

const token = 'secret-of-this-test';
let scene: WriterScene;
let server: GitServer;
let proxy: DeafProxy;
beforeEach(async () => {
  scene = writerScene();
  mkdirSync(join(scene.root, 'octo'));
  execFileSync('git', ['init', '-q', '--bare', join(scene.root, 'octo/repo.git')]);
  server = await startGitServer({ root: scene.root, token });
  proxy = await deafProxy(server.url);
});
afterEach(async () => {
  await proxy.close();
  await server.close();
  scene.remove();
});

/** A clone of one writer, and the way to the remote. */
function clone(name: string, url: string) {
  const repository = join(scene.root, name);
  execFileSync('git', ['init', '-q', '--bare', repository]);
  return { repository, remote: { url: `${url}/octo/repo.git`, user: 'x', token } };
}

it('writers in clones of their own lose nothing and write nothing twice', async () => {
  const [writers, count] = [4, 4];
  const children = Array.from({ length: writers }, (_, at) =>
    scene.start({ store: clone(`clone-${at}`, server.url), from: at * count, count, batch: 2 }),
  );
  expect(await Promise.all(children.map(ended))).toEqual(Array.from({ length: writers }, () => 'done'));
  const report = await check(gitLedger(clone('reader', server.url)), scene.signer);
  expect(report).toMatchObject({ findings: [], checkpoint: { size: writers * count } });
  expect(miscounted(report, writers * count)).toEqual([]);
});

it('an acknowledgement that was lost is no reason to write twice', async () => {
  const store = gitLedger({ ...clone('clone', proxy.url), patience: 20_000 });
  const { signer } = scene;
  const batch = (from: number) => ({ additions: [{ entry: makeEntry(from) }, { entry: makeEntry(from + 1) }], signer });
  // the answer to the push alone: what the remote has now tells that it went through
  proxy.lose(1);
  expect(valueOf(await store.append(batch(0)))).toMatchObject({ added: [makeEntry(0).id, makeEntry(1).id], size: 2 });
  // every answer after it too: the writer cannot know, and gives the batch again
  proxy.lose(20);
  expect(await store.append(batch(2))).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  proxy.lose(0);
  const again = valueOf(await store.append(batch(2)));
  expect(again).toMatchObject({ added: [], present: [makeEntry(2).id, makeEntry(3).id], size: 4 });
  const report = await check(gitLedger(clone('reader', server.url)), signer);
  expect(report).toMatchObject({ findings: [], checkpoint: { size: 4, root: expect.anything() } });
  expect(miscounted(report, 4)).toEqual([]);
});

it('a token that may not push is said at once, without the token', async () => {
  const { remote, repository } = clone('clone', server.url);
  const store = gitLedger({ repository, remote: { ...remote, token: 'another-token' } });
  const refused = await store.append({ additions: [{ entry: makeEntry(0) }], signer: scene.signer });
  expect(refused).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  expect(JSON.stringify(refused)).not.toContain('another-token');
});
