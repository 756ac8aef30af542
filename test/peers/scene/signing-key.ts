import { generateKeyPairSync, createPublicKey } from 'node:crypto';

export interface SigningKey {
  readonly principal: string;
  /** PKCS#8 PEM. */
  readonly pem: string;
  /** A line of .interlock/signers. */
  readonly signer: string;
}

function field(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An ECDSA P-256 key, and its public half as OpenSSH writes it (RFC 5656, section 3.1). */
export function signingKey(principal: string): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const blob = Buffer.concat([
    field(Buffer.from('ecdsa-sha2-nistp256')),
    field(Buffer.from('nistp256')),
    field(point),
  ]).toString('base64');
  return {
    principal,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signer: `${principal} namespaces="git" ecdsa-sha2-nistp256 ${blob}\n`,
  };
}
