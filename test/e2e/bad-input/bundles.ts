import { createHash, createPublicKey, sign } from 'node:crypto';
import { keys } from './keys.ts';

/** Bundles made with node:crypto alone, so that every part of one can be wrong. */

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const payloadType = 'application/vnd.in-toto+json';
export const provenance = 'https://slsa.dev/provenance/v1';

/** The least that SLSA provenance says; its builder is a job of a forge. */
const predicate = {
  buildDefinition: { buildType: 'https://127.0.0.1/build/v1', externalParameters: {} },
  runDetails: { builder: { id: 'https://127.0.0.1/builder' } },
};

export function statementAbout(content: string | Uint8Array, changed: object = {}): string {
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app.tgz', digest: { sha256: createHash('sha256').update(content).digest('hex') } }],
    predicateType: provenance,
    predicate,
    ...changed,
  });
}

export interface Envelope {
  readonly payload: string;
  readonly type?: string;
  readonly key?: string;
}

/** A bundle v0.3 as an object, signed over exactly this payload. */
export function bundleOf({ payload, type = payloadType, key = keys.good }: Envelope) {
  const body = Buffer.from(payload);
  const head = Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `);
  const sig = sign('sha256', Buffer.concat([head, body]), key).toString('base64');
  return {
    mediaType,
    verificationMaterial: { publicKey: { hint: 'aGludA==' } },
    dsseEnvelope: { payload: body.toString('base64'), payloadType: type, signatures: [{ sig }] },
  };
}

export function bundleText(envelope: Envelope): string {
  return JSON.stringify(bundleOf(envelope));
}

/** A line of allowed_signers for a P-256 public key in PEM. */
export function signerLine(publicKey: string, principal = 'ann'): string {
  const { x = '', y = '' } = createPublicKey(publicKey).export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const fields = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), point].flatMap((bytes) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return `${principal} namespaces="git" ecdsa-sha2-nistp256 ${Buffer.concat(fields).toString('base64')}\n`;
}
