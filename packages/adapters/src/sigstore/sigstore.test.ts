import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { provenanceStatement, type SigningKey } from '@interlock/core/evidence';
import { parseSigningKey } from '../keys/index.ts';
import { signStatement, verifyBundle } from './index.ts';

const statement = provenanceStatement({
  subjects: [{ name: 'app.tgz', digest: { sha256: 'ab'.repeat(32) } }],
  context: { kind: 'terminal', ci: false },
});

function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = parseSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'key.pem');
  if (!key.ok) throw new Error(key.error.message);
  return key.value;
}

const key = newKey();
const trusted = [{ spki: key.spki, fingerprint: key.fingerprint, principal: 'ann' }];

interface Bundle {
  mediaType: string;
  verificationMaterial: Record<string, unknown>;
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
}
let text = '';

beforeAll(async () => {
  const signed = await signStatement(statement, key);
  if (!signed.ok) throw new Error(signed.error.message);
  text = signed.value;
});

function verifyChanged(change: (bundle: Bundle) => void, keys = trusted) {
  const bundle = JSON.parse(text) as Bundle;
  change(bundle);
  return verifyBundle(Buffer.from(JSON.stringify(bundle)), { keys, file: 'b.json' });
}

describe('signStatement', () => {
  it('writes a v0.3 bundle with one signature and the hint of the key', () => {
    const bundle = JSON.parse(text) as Bundle;
    expect(bundle.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    const hint = Buffer.from(key.fingerprint.slice(7), 'hex').toString('base64');
    expect(bundle.verificationMaterial).toMatchObject({ publicKey: { hint } });
    expect(bundle.dsseEnvelope.signatures).toEqual([{ sig: expect.any(String) }]);
  });
});

describe('verifyBundle', () => {
  it('gives the statement and the key that signed, whatever the order of the keys', () => {
    const other = newKey();
    const answer = verifyChanged(() => {}, [{ ...other, principal: 'bob' }, ...trusted]);
    expect(answer).toMatchObject({ ok: true, value: { statement, key: { principal: 'ann' } } });
  });

  it.each<[string, (bundle: Bundle) => void, string, string]>([
    [
      'a changed payload',
      ({ dsseEnvelope }) => {
        const changed = Buffer.from(dsseEnvelope.payload, 'base64').toString().replace('abab', 'acab');
        dsseEnvelope.payload = Buffer.from(changed).toString('base64');
      },
      'not-verified',
      'none of the trusted keys',
    ],
    ['an empty signature', (b) => (b.dsseEnvelope.signatures = [{ sig: '' }]), 'malformed-file', 'complete'],
    [
      'a signature that is no DER',
      (b) => (b.dsseEnvelope.signatures = [{ sig: 'AAAA' }]),
      'not-verified',
      'trusted keys',
    ],
    [
      'two signatures',
      (b) => b.dsseEnvelope.signatures.push(...b.dsseEnvelope.signatures),
      'malformed-file',
      'exactly one',
    ],
    ['no signature', (b) => (b.dsseEnvelope.signatures = []), 'malformed-file', 'exactly one'],
    ['another payload type', (b) => (b.dsseEnvelope.payloadType = 'text/plain'), 'not-verified', 'payload type'],
    [
      'another media type',
      (b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2'),
      'unsupported-format',
      'version=0.2',
    ],
    [
      'a certificate',
      (b) => (b.verificationMaterial = { certificate: { rawBytes: 'AAAA' }, tlogEntries: [] }),
      'not-verified',
      'keyless',
    ],
    ['no material', (b) => (b.verificationMaterial = {}), 'malformed-file', 'complete'],
  ])('refuses %s', (_, change, kind, message) => {
    const answer = verifyChanged(change);
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(answer.error.message).toContain(message);
    if (!answer.ok) expect(answer.error.kind).toBe(kind);
  });

  it('refuses a key that is not trusted, and no keys', () => {
    const answer = verifyChanged(() => {}, [{ ...newKey(), principal: 'bob' }]);
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'not-verified', message: expect.stringContaining('bob') },
    });
    expect(verifyChanged(() => {}, [])).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
  });

  it.each(['', '{', '[]', 'null', '{"mediaType":3}'])('refuses %j', (content) => {
    expect(verifyBundle(Buffer.from(content), { keys: trusted, file: 'b.json' }).ok).toBe(false);
  });
});
