import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { armored, makeSshKey, makeSshSignature } from './make-ssh-signature.ts';
import { parseSshSignature, type SshKeyType } from './index.ts';

const types: readonly SshKeyType[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ssh-rsa',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
];
const keys = types.map((type) => makeSshKey(type));
const message = Buffer.from('what is signed');
const bytesOf = (signature: string) => Buffer.from(signature.replace(/-----[^-]+-----|\n/gu, ''), 'base64');

describe.each(keys)('a signature by $type', (key) => {
  const signature = makeSshSignature(key, message);

  it('is over these bytes and no others', () => {
    const parsed = parseSshSignature(signature);
    expect(parsed).toMatchObject({ namespace: 'git', key: { type: key.type } });
    expect(parsed?.verify(message)).toBe(true);
    expect(parsed?.verify(Buffer.from('what is signeD'))).toBe(false);
    expect(parsed?.verify(Buffer.alloc(0))).toBe(false);
  });

  it('does not survive a change of any byte', () => {
    const blob = bytesOf(signature);
    fc.assert(
      fc.property(fc.nat({ max: blob.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(blob);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        expect(parseSshSignature(armored(changed))?.verify(message) ?? false).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('does not survive bytes that are cut off or added', () => {
    const blob = bytesOf(signature);
    for (let length = 0; length < blob.length; length += 7)
      expect(parseSshSignature(armored(blob.subarray(0, length)))).toBeUndefined();
    expect(parseSshSignature(armored(Buffer.concat([blob, Buffer.of(0)])))).toBeUndefined();
  });
});

describe('parseSshSignature', () => {
  const [ed25519, , rsa, hardware] = keys;
  if (ed25519 === undefined || hardware === undefined || rsa === undefined) throw new Error('keys are missing');

  it('tells what a security key says about the person', () => {
    const presence = (flags: number) => parseSshSignature(makeSshSignature(hardware, message, { flags }))?.presence;
    expect([0, 1, 4, 5].map(presence)).toEqual([
      { present: false, verified: false },
      { present: true, verified: false },
      { present: false, verified: true },
      { present: true, verified: true },
    ]);
    expect(parseSshSignature(makeSshSignature(ed25519, message))).not.toHaveProperty('presence');
  });

  it('refuses RSA with SHA-1 and the algorithm of another key', () => {
    for (const name of ['ssh-rsa\0\0\0\0\0', 'ssh-ed25519\0']) {
      const blob = bytesOf(makeSshSignature(rsa, message));
      blob.write(name, blob.lastIndexOf('rsa-sha2-512'), 'latin1');
      expect(parseSshSignature(armored(blob))).toBeUndefined();
    }
  });

  it.each([
    ['nothing', ''],
    ['another armor', '-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----\n'],
    ['text before it', `x\n${makeSshSignature(ed25519, message)}`],
    ['text after it', `${makeSshSignature(ed25519, message)}x`],
    ['two of them', makeSshSignature(ed25519, message).repeat(2)],
    ['base64 that is not strict', makeSshSignature(ed25519, message).replace('U1NI', 'U1NI=')],
    ['an empty namespace', makeSshSignature(ed25519, message, { namespace: '' })],
  ])('refuses %s', (_, text) => {
    expect(parseSshSignature(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const blob = Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1]), bytes]);
        expect(parseSshSignature(armored(blob))?.verify(message) ?? false).toBe(false);
      }),
    );
  });
});
