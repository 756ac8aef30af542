import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderLedger, gitLedger } from '@interlock/adapters/ledger';
import { check, ended, killAfter, miscounted, writerScene, type WriterScene } from './scene.ts';

let scene: WriterScene;
beforeEach(() => {
  scene = writerScene();
});
afterEach(() => scene.remove());

const stores = {
  'a folder': () => {
    const folder = join(scene.root, 'ledger');
    return { store: { folder }, open: () => folderLedger({ folder }) };
  },
  'a repository': () => {
    const repository = join(scene.root, 'repository');
    execFileSync('git', ['init', '-q', '--bare', repository]);
    return { store: { repository }, open: () => gitLedger({ repository }) };
  },
} as const;

describe.each(Object.keys(stores) as (keyof typeof stores)[])('writers of a ledger in %s', (name) => {
  it.each([
    [1, 12],
    [8, 3],
    [32, 1],
  ])('%i processes at once lose nothing and write nothing twice', async (writers, count) => {
    const { open, store } = stores[name]();
    const children = Array.from({ length: writers }, (_, at) =>
      scene.start({ store, from: at * count, count, batch: 1 }),
    );
    expect(new Set(await Promise.all(children.map(ended)))).toEqual(new Set(['done']));
    const report = await check(open(), scene.signer);
    expect(report).toMatchObject({ findings: [], checkpoint: { size: writers * count } });
    expect(miscounted(report, writers * count)).toEqual([]);
  });

  it('whoever is killed in the middle of it leaves a ledger that holds, and tries again without writing twice', async () => {
    const { open, store } = stores[name]();
    const [writers, count] = [4, 6];
    let killed = 0;
    const write = async (at: number) => {
      for (let attempt = 0; ; attempt += 1) {
        const child = scene.start({ store, from: at * count, count, batch: 2 });
        // the first attempts end somewhere between the start of the process and its last append
        const how = await ended(attempt < 4 ? killAfter(child, 80 + Math.random() * 300) : child);
        if (how !== 'killed') return how;
        killed += 1;
        if (at !== 0) continue;
        const { findings } = await check(open(), scene.signer);
        expect(findings.filter(({ message }) => message !== 'The ledger has no checkpoint.')).toEqual([]);
      }
    };
    expect(await Promise.all(Array.from({ length: writers }, (_, at) => write(at)))).toEqual(
      Array.from({ length: writers }, () => 'done'),
    );
    expect(killed).toBeGreaterThan(0);
    const report = await check(open(), scene.signer);
    expect(report).toMatchObject({ findings: [], checkpoint: { size: writers * count } });
    expect(miscounted(report, writers * count)).toEqual([]);
    for (const { entry } of report.entries)
      expect(await open().payload(entry)).toMatchObject({ ok: true, value: { payload: expect.anything() } });
  });
});
