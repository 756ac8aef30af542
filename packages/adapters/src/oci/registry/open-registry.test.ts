import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { parseStoreLocation, type ArtifactStore, type Descriptor, type StoreAccess } from '@interlock/core/store';
import {
  startRegistryTwin,
  type RegistryFault,
  type RegistryTwin,
  type RegistryTwinOptions,
} from '@interlock/twin/registry';
import type { Patience } from '../../forge-call/index.ts';
import { planFor, putAll, sure } from '../fixture/parts.ts';
import { openRegistry } from './open-registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-registry-'));
afterAll(() => rmSync(folder, { recursive: true }));
const target = join(folder, 'fetched');
const twins: RegistryTwin[] = [];
afterEach(async () => {
  rmSync(target, { force: true });
  await Promise.all(twins.splice(0).map((twin) => twin.close()));
});

const patience = { totalMilliseconds: 2000, firstWaitMilliseconds: 5, requestMilliseconds: 500 };

function connect(url: string, access: Partial<StoreAccess> = {}, more: Partial<Patience> = {}): ArtifactStore {
  const location = sure(parseStoreLocation(`${url}/team/app`));
  if (location.kind !== 'registry') throw new Error('no registry');
  const all = { credentials: undefined, tokenHost: undefined, actions: 'pull,push', ...access } as const;
  return sure(openRegistry(location, all, { patience: { ...patience, ...more }, chunkSize: 1000 }));
}

async function start(options: RegistryTwinOptions = { referrersApi: 'yes' }, access: Partial<StoreAccess> = {}) {
  const twin = await startRegistryTwin(options);
  twins.push(twin);
  return { twin, store: connect(twin.url, access), held: twin.repository('team/app') };
}

function artifactOf({ blobs: [artifact] }: ReturnType<typeof planFor>): Descriptor {
  if (artifact === undefined) throw new Error('no blob');
  return artifact.descriptor;
}

describe.each(['yes', 'no'] as const)('a registry with the referrers API: %s', (referrersApi) => {
  it('holds artifact, SBOM and bundle, lists both, and gives the artifact back', async () => {
    const { held, store } = await start({ referrersApi });
    const plan = planFor('app');
    await putAll(store, plan, 'release-1');
    await putAll(store, plan, 'release-1');
    const { digest } = plan.artifact.descriptor;
    expect(sure(await store.resolveTag('release-1'))).toBe(digest);
    expect(sure(await store.resolveTag('release-2'))).toBeUndefined();
    const listed = sure(await store.referrers(digest)).map((one) => `${one.digest} ${one.artifactType}`);
    const attached = [plan.sbom, ...plan.bundles].map((one) => one?.manifest.descriptor);
    expect(listed.toSorted()).toEqual(attached.map((one) => `${one?.digest} ${one?.artifactType}`).toSorted());
    expect(sure(await store.readManifest(digest))).toEqual(Buffer.from(plan.artifact.bytes));
    sure(await store.fetchBlob(artifactOf(plan), target));
    expect(readFileSync(target, 'utf8')).toBe('app');
    expect([...held.tags.keys()].sort()).toEqual(
      referrersApi === 'yes' ? ['release-1'] : ['release-1', digest.replace(':', '-')],
    );
  });

  it('keeps the referrers of writers that come at once, or lists them at the next attempt', async () => {
    const { store } = await start({ referrersApi });
    const plans = Array.from({ length: 6 }, (_, index) => planFor('app', `{"bundle":${index}}`));
    await putAll(store, planFor('app'));
    await Promise.all(plans.map((plan) => putAll(store, plan)));
    for (const plan of plans) await putAll(store, plan);
    expect(sure(await store.referrers(plans[0]?.artifact.descriptor.digest ?? 'sha256:'))).toHaveLength(7);
  });
});

describe('a registry', () => {
  it('takes large blobs in pieces, and gives pages of referrers', async () => {
    const { store, twin } = await start({ referrersApi: 'yes', pageSize: 1 });
    const content = 'x'.repeat(2500);
    const plan = planFor(content);
    await putAll(store, plan);
    expect(twin.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(3);
    expect(sure(await store.referrers(plan.artifact.descriptor.digest))).toHaveLength(2);
    sure(await store.fetchBlob(artifactOf(plan), target));
    expect(readFileSync(target, 'utf8')).toBe(content);
  });

  it.each([
    ['an upload that starts is dropped', { method: 'POST', effect: { kind: 'drop-request' } }],
    ['a piece is lost', { method: 'PATCH', effect: { kind: 'drop-request' } }],
    ['the answer to a piece is lost', { method: 'PATCH', effect: { kind: 'drop-response' } }],
    ['the last answer is lost', { method: 'PUT', path: '/blobs/', effect: { kind: 'drop-response' } }],
    ['the answer to a manifest is lost', { method: 'PUT', path: '/manifests/', effect: { kind: 'drop-response' } }],
    ['it is too busy', { times: 3, effect: { kind: 'answer', answer: { status: 503 } } }],
    [
      'it asks to wait',
      { times: 2, effect: { kind: 'answer', answer: { status: 429, headers: { 'Retry-After': '0' } } } },
    ],
    ['a download breaks off', { method: 'GET', path: '/blobs/', effect: { kind: 'cut' } }],
  ] as const)('stores and gives back the same where %s', async (_, fault) => {
    const { held, store, twin } = await start();
    twin.disturb(fault);
    const plan = planFor('y'.repeat(2500));
    await putAll(store, plan, 'release-1');
    sure(await store.fetchBlob(artifactOf(plan), target));
    expect(sha256(readFileSync(target))).toBe(artifactOf(plan).digest);
    expect([held.blobs.size, held.manifests.size, held.tags.size]).toEqual([4, 3, 1]);
  });

  const changed = (change: (body: Buffer) => Buffer): RegistryFault['effect'] => ({
    kind: 'change',
    change: (answer) => ({ status: answer.status, body: change(Buffer.from(answer.body ?? '')) }),
  });
  const saying = (headers: Readonly<Record<string, string>>): RegistryFault['effect'] => ({
    kind: 'change',
    change: (answer) => ({ ...answer, headers: { ...answer.headers, ...headers } }),
  });
  const evil = Buffer.from('evil');
  const other = sha256('other');

  it.each([
    ['other bytes', changed(() => Buffer.from('ape')), /The content is sha256:/],
    ['fewer bytes', changed((body) => body.subarray(1)), /The content is|bytes long/],
    ['more bytes', changed((body) => Buffer.concat([body, body])), /bytes long|longer than 3/],
    [
      'bytes without end',
      { kind: 'answer', answer: { status: 200, body: Buffer.alloc(100_000) } },
      /longer than 3 bytes/,
    ],
  ] as const)('is refused where it gives a blob %s, and no file is left', async (_, effect, says) => {
    const { store, twin } = await start();
    const plan = planFor('app');
    await putAll(store, plan);
    twin.disturb({ method: 'GET', path: '/blobs/', times: 2, effect });
    const refusal = { ok: false, error: { kind: 'not-verified', message: expect.stringMatching(says) } };
    expect(await store.fetchBlob(artifactOf(plan), target)).toMatchObject(refusal);
    expect(await store.readBlob(artifactOf(plan), 10)).toMatchObject(refusal);
    expect(existsSync(target)).toBe(false);
  });

  it.each([
    ['stored another manifest', 'PUT', saying({ 'Docker-Content-Digest': other })],
    ['lists it under another subject', 'PUT', saying({ 'OCI-Subject': other })],
  ] as const)('is refused where it says that it %s', async (_, method, effect) => {
    const { store, twin } = await start();
    const plan = planFor('app');
    await putAll(store, plan);
    twin.disturb({ method, path: '/manifests/', effect });
    const manifest = plan.sbom?.manifest ?? plan.artifact;
    expect(await store.putManifest(manifest)).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
  });

  it.each([
    ['the digest', saying({ 'Docker-Content-Digest': other })],
    ['the content', changed(() => evil)],
  ] as const)('is refused where it lies about %s of a manifest', async (_, effect) => {
    const { store, twin } = await start();
    const plan = planFor('app');
    await putAll(store, plan);
    twin.disturb({ method: 'GET', path: '/manifests/', effect });
    expect(await store.readManifest(plan.artifact.descriptor.digest)).toMatchObject({
      error: { kind: 'not-verified' },
    });
  });

  it('keeps a tag where it is', async () => {
    const { store } = await start();
    const [first, second] = [planFor('one'), planFor('two')];
    await putAll(store, first, 'release-1');
    await putAll(store, second);
    const answer = await store.createTag('release-1', second.artifact);
    const { digest } = first.artifact.descriptor;
    expect(answer).toMatchObject({ error: { kind: 'conflict', message: expect.stringContaining(digest) } });
    expect(sure(await store.resolveTag('release-1'))).toBe(digest);
  });

  it('tells who lost where two writers take one tag at the same time', async () => {
    const { held, store, twin } = await start();
    const [first, second] = [planFor('one'), planFor('two')];
    await putAll(store, first);
    await putAll(store, second);
    const act = () => void held.tags.set('release-1', first.artifact.descriptor.digest);
    twin.disturb({ method: 'PUT', path: '/manifests/release-1', effect: { kind: 'after', act } });
    expect(await store.createTag('release-1', second.artifact)).toMatchObject({ error: { kind: 'conflict' } });
  });

  it('adds to the list again where another writer took its entry away', async () => {
    const { held, store, twin } = await start({ referrersApi: 'no' });
    const plan = planFor('app');
    await putAll(store, planFor('app', '{"bundle":2}'));
    const tag = plan.artifact.descriptor.digest.replace(':', '-');
    const before = held.tags.get(tag) ?? '';
    const act = () => void held.tags.set(tag, before);
    twin.disturb({ method: 'PUT', path: `/manifests/${tag}`, times: 2, effect: { kind: 'after', act } });
    await putAll(store, plan);
    expect(sure(await store.referrers(plan.artifact.descriptor.digest))).toHaveLength(3);
  });

  it('is given up where it stays away, with the number of attempts', async () => {
    const { store, twin } = await start();
    await twin.close();
    const answer = await store.resolveTag('release-1');
    expect(answer).toMatchObject({
      error: { kind: 'service-failed', message: expect.stringMatching(/given up after \d+/) },
    });
  });
});

describe('the login', () => {
  const account = { user: 'ann', password: 'hunter2!' };
  const credentials = 'ann:hunter2!';

  it.each(['basic', 'bearer'] as const)('is made with %s, and only where it is asked for', async (kind) => {
    const { store, twin } = await start({ referrersApi: 'yes', login: { kind, ...account } }, { credentials });
    const plan = planFor('app');
    await putAll(store, plan, 'release-1');
    expect(twin.requests[0]).toMatchObject({ authorization: undefined });
    const tokens = twin.requests.filter(({ path }) => path === '/token');
    expect(tokens.length).toBe(kind === 'bearer' ? 1 : 0);
    sure(await store.fetchBlob(artifactOf(plan), target));
  });

  it.each(['basic', 'bearer'] as const)('fails with %s and no or wrong credentials, and repeats none', async (kind) => {
    const { twin } = await start({ referrersApi: 'yes', login: { kind, ...account } });
    for (const wrong of [undefined, 'ann:another-secret']) {
      const answer = await connect(twin.url, { credentials: wrong }).resolveTag('release-1');
      expect(answer).toMatchObject({
        error: { kind: 'service-failed', hint: expect.stringContaining('INTERLOCK_STORE_CREDENTIALS') },
      });
      expect(JSON.stringify(answer)).not.toContain('another-secret');
    }
  });

  it('asks again where a token has run out', async () => {
    const { store, twin } = await start(
      { referrersApi: 'yes', login: { kind: 'bearer', ...account } },
      { credentials },
    );
    sure(await store.resolveTag('release-1'));
    twin.disturb({
      effect: {
        kind: 'change',
        change: () => ({ status: 401, headers: { 'WWW-Authenticate': `Bearer realm="${twin.url}/token"` } }),
      },
    });
    expect(sure(await store.resolveTag('release-1'))).toBeUndefined();
    expect(twin.requests.filter(({ path }) => path === '/token')).toHaveLength(2);
  });

  it.each([
    ['another host', 'https://tokens.example/token'],
    ['another port', 'http://127.0.0.1:1/token'],
    ['no address', 'token'],
  ])('sends no password to %s that the registry names', async (_, realm) => {
    const { store, twin } = await start({ referrersApi: 'yes' }, { credentials });
    const headers = { 'WWW-Authenticate': `Bearer realm="${realm}",service="x"` };
    twin.disturb({ effect: { kind: 'answer', answer: { status: 401, headers } } });
    const answer = await store.resolveTag('release-1');
    expect(answer).toMatchObject({
      error: { kind: 'service-failed', message: expect.stringContaining('for a token') },
    });
    expect(twin.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('takes a token of another host that the caller named', async () => {
    const login = { kind: 'bearer', ...account } as const;
    const tokens = await start({ referrersApi: 'yes', login });
    const tokenHost = new URL(tokens.twin.url).host;
    const { store, twin } = await start({ referrersApi: 'yes' }, { credentials, tokenHost });
    const headers = { 'WWW-Authenticate': `Bearer realm="${tokens.twin.url}/token"` };
    twin.disturb({ effect: { kind: 'answer', answer: { status: 401, headers } } });
    expect(sure(await store.resolveTag('release-1'))).toBeUndefined();
    expect(tokens.twin.requests).toHaveLength(1);
  });

  it('takes no part in what the registry sends elsewhere', async () => {
    const seen: (string | undefined)[] = [];
    const storage = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('app');
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(storage.address() as AddressInfo).port}/blob`;
    const { store, twin } = await start({ referrersApi: 'yes', login: { kind: 'basic', ...account } }, { credentials });
    const plan = planFor('app');
    await putAll(store, plan);
    twin.disturb({
      method: 'GET',
      path: '/blobs/',
      effect: { kind: 'answer', answer: { status: 307, headers: { Location: url } } },
    });
    sure(await store.fetchBlob(artifactOf(plan), target));
    expect(seen).toEqual([undefined]);
    storage.close();
  });

  it.each([
    ['an upload', 'POST', 202, 'http://evil.example/upload'],
    ['an upload', 'POST', 202, 'http://127.0.0.1:1/upload'],
    ['a manifest', 'GET', 307, 'http://127.0.0.1:1/x'],
    ['a blob', 'GET', 307, 'http://169.254.169.254/latest'],
    ['a blob', 'GET', 307, 'file:///etc/passwd'],
  ] as const)('is not carried on with %s (%s, %d) to %s', async (what, method, status, to) => {
    const { store, twin } = await start({ referrersApi: 'yes' }, { credentials });
    const plan = planFor('app');
    if (method === 'GET') await putAll(store, plan);
    twin.disturb({
      method,
      path: what === 'a manifest' ? '/manifests/' : '/blobs/',
      effect: { kind: 'answer', answer: { status, headers: { Location: to } } },
    });
    const [artifact] = plan.blobs;
    if (artifact === undefined) throw new Error('no blob');
    const answer =
      method === 'POST'
        ? await store.putBlob(artifact.descriptor, artifact.source)
        : what === 'a blob'
          ? await store.fetchBlob(artifact.descriptor, target)
          : await store.resolveTag('release-1');
    expect(answer).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  });

  it('is given up long before its deadline where nothing listens', async () => {
    const { twin } = await start();
    const store = connect(twin.url, {}, { totalMilliseconds: 600_000, refusedMilliseconds: 50 });
    await twin.close();
    expect(await store.resolveTag('release-1')).toMatchObject({
      error: {
        kind: 'service-failed',
        message: expect.stringMatching(/connection refused\); given up after \d+ attempt/),
        hint: expect.stringMatching(/Nothing listens at that address/),
      },
    });
  });

  it.each(['ann', ':x', 'ann:', 'ann:x\n'])('is refused before any request where the credentials are %j', (wrong) => {
    expect(() => connect('http://127.0.0.1:1', { credentials: wrong })).toThrow('user:password');
  });
});
