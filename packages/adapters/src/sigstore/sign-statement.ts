import { createPublicKey } from 'node:crypto';
import { bundleToJSON, type SerializedBundle } from '@sigstore/bundle';
import { hexOf } from '@interlock/core/digest';
import { statementPayloadType, type SignStatement } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';

export const signStatement: SignStatement = async (statement, key) => {
  try {
    // Loading it costs more than everything else here together, and verification never needs it.
    // The package's index would bring its clients of Fulcio and Rekor along, which nothing here calls.
    const { DSSEBundleBuilder } = await import('@sigstore/sign/dist/bundler/dsse.js');
    const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' })
      .export({ type: 'spki', format: 'pem' })
      .toString();
    const hint = Buffer.from(hexOf(key.fingerprint), 'hex').toString('base64');
    const signer = {
      sign: async (data: Buffer) => ({
        signature: Buffer.from(key.sign(data)),
        key: { $case: 'publicKey', publicKey, hint } as const,
      }),
    };
    const builder = new DSSEBundleBuilder({ signer, witnesses: [] });
    const bundle = await builder.create({ data: Buffer.from(JSON.stringify(statement)), type: statementPayloadType });
    return ok(`${JSON.stringify(withoutKeyId(bundleToJSON(bundle)))}\n`);
  } catch (cause) {
    return fail('internal', 'The statement could not be signed.', {
      hint: 'This is a bug in Interlock: please report it.',
      cause,
    });
  }
};

/** The keyid is optional and unsigned, and cosign takes no signature whose keyid it would have computed otherwise. */
function withoutKeyId(bundle: SerializedBundle): unknown {
  const { dsseEnvelope } = bundle;
  if (dsseEnvelope === undefined) return bundle;
  return {
    ...bundle,
    dsseEnvelope: { ...dsseEnvelope, signatures: dsseEnvelope.signatures.map(({ sig }) => ({ sig })) },
  };
}
