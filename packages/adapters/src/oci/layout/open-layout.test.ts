import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hexOf, sha256, type Digest } from '@interlock/core/digest';
import { planFor, putAll, sure } from '../fixture/parts.ts';
import { openLayout } from './open-layout.ts';

const root = mkdtempSync(join(tmpdir(), 'interlock-layout-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, `layout-${(count += 1)}`);
});
const at = (...names: readonly string[]) => join(folder, ...names);
const blob = (digest: Digest) => at('blobs/sha256', hexOf(digest));
const indexOf = () =>
  JSON.parse(readFileSync(at('index.json'), 'utf8')) as { manifests: { digest: string; annotations?: object }[] };

describe('a layout', () => {
  it('has the files that image-spec 1.1 names, and the same bytes when all is stored again', async () => {
    const plan = planFor('app');
    await putAll(openLayout(folder), plan, 'release-1');
    expect(readdirSync(folder).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    expect(JSON.parse(readFileSync(at('oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' });
    expect(indexOf().manifests.map(({ annotations = {} }) => annotations)).toContainEqual({
      'org.opencontainers.image.ref.name': 'release-1',
    });
    for (const name of readdirSync(at('blobs/sha256'))) {
      expect(sha256(readFileSync(at('blobs/sha256', name)))).toBe(`sha256:${name}`);
    }
    const before = readFileSync(at('index.json'));
    await putAll(openLayout(folder), plan, 'release-1');
    expect(readFileSync(at('index.json'))).toEqual(before);
  });

  it('keeps every tag and referrer of writers that come at once', async () => {
    const plans = Array.from({ length: 12 }, (_, index) => planFor('app', `{"bundle":${index}}`));
    await Promise.all(plans.map((plan, index) => putAll(openLayout(folder), plan, `candidate-${index}`)));
    const store = openLayout(folder);
    for (const index of plans.keys()) expect(sure(await store.resolveTag(`candidate-${index}`))).toBeDefined();
    expect(sure(await store.referrers(plans[0]?.artifact.descriptor.digest ?? 'sha256:'))).toHaveLength(13);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('gives a tag to exactly one of the artifacts that ask for it at once', async () => {
    const plans = ['a', 'b', 'c', 'd', 'e', 'f'].map((content) => planFor(content));
    const store = openLayout(folder);
    for (const plan of plans) await putAll(store, plan);
    const answers = await Promise.all(plans.map(({ artifact }) => openLayout(folder).createTag('release-1', artifact)));
    const winners = plans.filter((_, index) => answers[index]?.ok);
    expect(winners.map(({ artifact }) => artifact.descriptor.digest)).toEqual([
      sure(await store.resolveTag('release-1')),
    ]);
    for (const answer of answers) if (!answer.ok) expect(answer.error.kind).toBe('conflict');
  });

  it('gives up on a lock that stays, names it and changes nothing', async () => {
    await putAll(openLayout(folder), planFor('app'));
    writeFileSync(at('index.json.lock'), '');
    const before = readFileSync(at('index.json'));
    const answer = await openLayout(folder, 50).createTag('release-1', planFor('app').artifact);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unwritable-file', file: at('index.json.lock') } });
    expect(readFileSync(at('index.json'))).toEqual(before);
    expect(existsSync(at('index.json.lock'))).toBe(true);
  });

  it('refuses a blob that was changed, wherever it is read, and leaves no file', async () => {
    const plan = planFor('app');
    const store = openLayout(folder);
    await putAll(store, plan);
    const [artifact] = plan.blobs;
    if (artifact === undefined) throw new Error('no blob');
    writeFileSync(blob(artifact.descriptor.digest), 'bad');
    const fetched = await store.fetchBlob(artifact.descriptor, at('fetched'));
    expect(fetched).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
    expect(await store.readBlob(artifact.descriptor, 10)).toMatchObject({ error: { kind: 'not-verified' } });
    expect(existsSync(at('fetched'))).toBe(false);
    writeFileSync(blob(plan.artifact.descriptor.digest), '{}');
    expect(await store.readManifest(plan.artifact.descriptor.digest)).toMatchObject({
      error: { kind: 'not-verified' },
    });
    // Storing it again heals the store.
    await putAll(store, plan);
    expect(await store.fetchBlob(artifact.descriptor, at('fetched'))).toEqual({ ok: true, value: undefined });
    expect(readFileSync(at('fetched'), 'utf8')).toBe('app');
  });

  it('refuses a file that changed after it was hashed, and content above a limit', async () => {
    const plan = planFor('app');
    const [artifact] = plan.blobs;
    if (artifact === undefined || !('path' in artifact.source)) throw new Error('no file');
    writeFileSync(artifact.source.path, 'ape');
    const store = openLayout(folder);
    expect(await store.putBlob(artifact.descriptor, artifact.source)).toMatchObject({
      error: { kind: 'not-verified' },
    });
    expect(readdirSync(at('blobs/sha256'))).toEqual([]);
    await putAll(store, planFor('app'));
    expect(await store.readBlob(artifact.descriptor, 2)).toMatchObject({ error: { kind: 'not-verified' } });
  });

  it.each([
    ['a folder with other files', () => writeFileSync(at('notes.txt'), 'x'), 'missing-file'],
    ['another version', () => writeFileSync(at('oci-layout'), '{"imageLayoutVersion":"2.0.0"}'), 'unsupported-format'],
    ['a marker that is cut off', () => writeFileSync(at('oci-layout'), '{"image'), 'malformed-file'],
    ['a marker that is a folder', () => mkdirSync(at('oci-layout')), 'wrong-file-type'],
  ])('is not made of %s', async (_, spoil, kind) => {
    mkdirSync(folder);
    spoil();
    const before = readdirSync(folder);
    const store = openLayout(folder);
    const [artifact] = planFor('app').blobs;
    if (artifact === undefined) throw new Error('no blob');
    expect(await store.resolveTag('release-1')).toMatchObject({ ok: false, error: { kind } });
    expect(await store.putBlob(artifact.descriptor, artifact.source)).toMatchObject({ ok: false, error: { kind } });
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['is not there', () => renameSync(at('index.json'), at('x')), 'missing-file'],
    ['is cut off', () => writeFileSync(at('index.json'), '{"schemaVersion":2,'), 'malformed-file'],
    [
      'names another algorithm',
      () =>
        writeFileSync(
          at('index.json'),
          '{"schemaVersion":2,"manifests":[{"mediaType":"x","size":1,"digest":"md5:0"}]}',
        ),
      'malformed-file',
    ],
  ])('is refused where its index %s', async (_, spoil, kind) => {
    const plan = planFor('app');
    const store = openLayout(folder);
    await putAll(store, plan);
    spoil();
    expect(await store.createTag('release-1', plan.artifact)).toMatchObject({ ok: false, error: { kind } });
    expect(await store.referrers(plan.artifact.descriptor.digest)).toMatchObject({ ok: false, error: { kind } });
    expect(existsSync(at('index.json.lock'))).toBe(false);
  });
});
