import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { signStatement } from '@interlock/adapters/sigstore';
import { preAuthEncoding, provenanceStatement } from '@interlock/core/evidence';
import { parseSigningKey } from '../../packages/adapters/src/keys/index.ts';
import { requirePeer } from './installation.ts';

it('openssl verifies the signature in a bundle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dsse-'));
  try {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = parseSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'key.pem');
    if (!key.ok) throw new Error(key.error.message);
    const subjects = [{ name: 'app.tgz', digest: { sha256: 'ab'.repeat(32) } }];
    const signed = await signStatement(
      provenanceStatement({ subjects, context: { kind: 'terminal', ci: false } }),
      key.value,
    );
    const { payload, payloadType, signatures } = JSON.parse(signed.ok ? signed.value : '{}').dsseEnvelope;
    writeFileSync(join(folder, 'pae'), preAuthEncoding(payloadType, Buffer.from(payload, 'base64')));
    writeFileSync(join(folder, 'sig'), Buffer.from(signatures[0].sig, 'base64'));
    writeFileSync(join(folder, 'pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    const args = ['dgst', '-sha256', '-verify', 'pub', '-signature', 'sig', 'pae'];
    expect(execFileSync(requirePeer('openssl'), args, { cwd: folder, encoding: 'utf8' })).toContain('Verified OK');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
