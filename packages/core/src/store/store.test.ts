import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../digest/index.ts';
import {
  parseImageIndex,
  parseManifest,
  parseReference,
  parseStageTag,
  parseStoreLocation,
  planStorage,
} from './index.ts';

const parts = {
  artifact: { path: 'dist/app.tgz', name: 'app.tgz', digest: sha256('app'), size: 3 },
  sbom: Buffer.from('{}\n'),
  bundles: [{ bytes: Buffer.from('{"a":1}'), predicateType: 'https://slsa.dev/provenance/v1' }],
};

describe('planStorage', () => {
  it('gives the bytes that image-spec 1.1 asks for', () => {
    const { artifact } = planStorage(parts);
    // The digest of the empty config is a constant of the specification.
    expect(Buffer.from(artifact.bytes).toString()).toBe(
      '{"artifactType":"application/vnd.interlock.artifact.v1","config":{"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","mediaType":"application/vnd.oci.empty.v1+json","size":2},"layers":[{"annotations":{"org.opencontainers.image.title":"app.tgz"},"digest":"sha256:a172cedcae47474b615c54d510a5d84a8dea3032e958587430b413538be3f333","mediaType":"application/octet-stream","size":3}],"mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}',
    );
    expect(artifact.descriptor).toMatchObject({ digest: sha256(artifact.bytes), size: artifact.bytes.length });
  });

  it('gives the same digests for the same content, and others for other content', () => {
    const digests = (one: typeof parts) => {
      const { artifact, bundles, sbom } = planStorage(one);
      return [artifact, sbom?.manifest, bundles[0]?.manifest].map((manifest) => manifest?.descriptor.digest);
    };
    expect(digests(parts)).toEqual(digests(structuredClone(parts)));
    const other = digests({ ...parts, artifact: { ...parts.artifact, digest: sha256('other') } });
    expect(other.filter((digest) => digests(parts).includes(digest))).toEqual([]);
  });

  it('lets SBOM and bundles refer to the artifact by digest and size', () => {
    const { artifact, bundles, sbom } = planStorage(parts);
    for (const referrer of [sbom, ...bundles]) {
      const manifest = parseManifest(referrer?.manifest.bytes ?? new Uint8Array(), 'x');
      const { mediaType, digest, size } = artifact.descriptor;
      expect(manifest).toMatchObject({ ok: true, value: { subject: { mediaType, digest, size } } });
      expect(manifest).toMatchObject({ value: { layers: [{ digest: sha256(referrer?.bytes ?? '') }] } });
    }
  });
});

describe('parseStageTag', () => {
  it.each(['candidate-3f9c2ab', 'staging-1', 'release-1.4.0', `release-${'x'.repeat(120)}`])('takes %s', (tag) => {
    expect(parseStageTag(tag)).toEqual({ ok: true, value: tag });
  });
  it.each([
    '',
    'latest',
    'release',
    'release-',
    'candidate-a/b',
    'release-1 0',
    'release-1\n',
    '-release-1',
    'sha256-ab',
    `release-${'x'.repeat(121)}`,
    'production-1',
  ])('refuses %j', (tag) => {
    expect(parseStageTag(tag)).toMatchObject({ ok: false, error: { kind: 'usage' } });
  });
});

describe('parseReference', () => {
  it('tells a digest from a tag', () => {
    expect(parseReference(sha256('x'))).toEqual({ ok: true, value: { digest: sha256('x') } });
    expect(parseReference('v1')).toEqual({ ok: true, value: { tag: 'v1' } });
    expect(parseReference('sha256:AB')).toMatchObject({ ok: false });
  });
});

describe('parseStoreLocation', () => {
  it.each([
    ['oci:releases', { kind: 'layout', path: 'releases' }],
    ['https://registry.example/team/app', { origin: 'https://registry.example', repository: 'team/app' }],
    ['http://127.0.0.1:5000/app', { origin: 'http://127.0.0.1:5000', repository: 'app' }],
    ['http://[::1]:5000/app', { origin: 'http://[::1]:5000' }],
  ])('reads %s', (text, value) => {
    expect(parseStoreLocation(text)).toMatchObject({ ok: true, value: { text, ...value } });
  });
  it.each([
    'oci:',
    'releases',
    'ftp://registry.example/app',
    'http://registry.example/app',
    'http://127.0.0.1.example/app',
    'https://user:hunter2@registry.example/app',
    'https://registry.example/',
    'https://registry.example/App',
    'https://registry.example/app:v1',
    'https://registry.example/app?x=1',
    'https://registry.example/a//b',
  ])('refuses %s, and never repeats a password', (text) => {
    const location = parseStoreLocation(text);
    expect(location).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(JSON.stringify(location)).not.toContain('hunter2');
  });
});

describe('parseManifest and parseImageIndex', () => {
  const digest = sha256('x');
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {},
    layers: [],
  };
  it.each([
    ['', /empty/],
    ['{', /cut off/],
    ['[]', /not an OCI image/],
    [JSON.stringify(manifest), /config\.mediaType/],
    [JSON.stringify({ ...manifest, config: { mediaType: 'x', digest: 'sha512:00', size: 1 } }), /config\.digest/],
    [JSON.stringify({ ...manifest, config: { mediaType: 'x', digest, size: -1 } }), /config\.size/],
  ])('refuse %s', (text, says) => {
    const refused = parseManifest(Buffer.from(text), 'm');
    expect(refused).toMatchObject({ ok: false, error: { file: 'm', message: expect.stringMatching(says) } });
    expect(parseImageIndex(Buffer.from(text), 'i').ok).toBe(false);
  });
});
