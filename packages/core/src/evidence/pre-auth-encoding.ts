export const statementPayloadType = 'application/vnd.in-toto+json';
export const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/**
 * What a DSSE signature is made over (DSSE protocol v1.0.0): `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`,
 * lengths in bytes, decimal.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const head = encoder.encode(`DSSEv1 ${encoder.encode(payloadType).length} ${payloadType} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}
