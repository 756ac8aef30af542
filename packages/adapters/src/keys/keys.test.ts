import { generateKeyPairSync, verify, createPublicKey } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseAllowedSigners } from '@interlock/core/evidence';
import { createKeyOnFirstUse, loadSigningKey, parseSigningKey } from './index.ts';

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

describe('parseSigningKey', () => {
  it.each(['pkcs8', 'sec1'] as const)('reads %s, and signs what the public part verifies', (type) => {
    const key = parseSigningKey(p256.privateKey.export({ type, format: 'pem' }).toString(), 'k');
    if (!key.ok) throw new Error(key.error.message);
    const publicKey = createPublicKey({ key: Buffer.from(key.value.spki), format: 'der', type: 'spki' });
    expect(verify('sha256', Buffer.from('x'), publicKey, key.value.sign(Buffer.from('x')))).toBe(true);
  });

  it.each([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pkcs8), 'is RSA, and ECDSA P-256'],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey.export(pkcs8), 'is Ed25519, and ECDSA P-256'],
    [
      'P-384',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pkcs8),
      'secp384r1, and ECDSA P-256',
    ],
    ['encrypted', p256.privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'x' }), 'encrypted'],
    ['public', p256.publicKey.export({ type: 'spki', format: 'pem' }), 'public key'],
    ['not PEM', 'hello', 'not a private key in PEM'],
    ['cut off', p256.privateKey.export(pkcs8).toString().slice(0, 90), 'cannot be read'],
  ])('refuses a key that is %s', (_, pem, message) => {
    const answer = parseSigningKey(pem.toString(), 'KEY');
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'bad-key', file: 'KEY', message: expect.stringContaining(message) },
    });
  });
});

describe('createKeyOnFirstUse', () => {
  let folder = '';
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'keys-')), 'interlock');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('makes one key however many start at once, private to the user, and tells how to list it', async () => {
    const lines: string[] = [];
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => createKeyOnFirstUse(folder, (line) => lines.push(line))),
    );
    const prints = new Set(answers.map((one) => (one.ok ? one.value.fingerprint : one.error.message)));
    expect(prints.size).toBe(1);
    expect([...prints][0]).toMatch(/^sha256:/);
    expect(readdirSync(folder).sort()).toEqual(['signing-key.pem', 'signing-key.pub.pem']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(lines).toHaveLength(3);
    const listed = parseAllowedSigners(lines.at(-1) ?? '', 'signers');
    expect(listed).toMatchObject({ ok: true, value: [{ namespaces: ['git'] }] });
  });

  it('refuses a key that others may read', async () => {
    await createKeyOnFirstUse(folder, () => {});
    chmodSync(join(folder, 'signing-key.pem'), 0o640);
    const answer = await loadSigningKey({ configFolder: folder, announce: () => {} })({ from: 'user-folder' });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-key', hint: expect.stringContaining('chmod 600') } });
  });

  it('says that a key file is missing', async () => {
    const load = loadSigningKey({ configFolder: folder, announce: () => {} });
    const answer = await load({ from: 'file', path: join(folder, 'none.pem') });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'missing-file' } });
  });
});
