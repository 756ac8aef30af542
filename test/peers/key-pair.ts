import { generateKeyPairSync } from 'node:crypto';

/** An ECDSA P-256 key pair as PEM (PKCS#8 and SPKI). */
export function keyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
