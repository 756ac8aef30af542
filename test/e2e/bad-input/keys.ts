import { generateKeyPairSync } from 'node:crypto';

const pem = { type: 'pkcs8', format: 'pem' } as const;
const spki = { type: 'spki', format: 'pem' } as const;

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');

/** PEM of a good key pair and of every kind that is refused. */
export const keys = {
  good: p256.privateKey.export(pem).toString(),
  goodPublic: p256.publicKey.export(spki).toString(),
  otherPublic: other.publicKey.export(spki).toString(),
  rsa: rsa.privateKey.export(pem).toString(),
  rsaPublic: rsa.publicKey.export(spki).toString(),
  p384: p384.privateKey.export(pem).toString(),
  p384Public: p384.publicKey.export(spki).toString(),
  ed25519: ed25519.privateKey.export(pem).toString(),
  ed25519Public: ed25519.publicKey.export(spki).toString(),
  encrypted: p256.privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'secret' }).toString(),
  openssh: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n',
} as const;
