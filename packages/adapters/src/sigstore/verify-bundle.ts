import { createPublicKey, verify } from 'node:crypto';
import { bundleFromJSON, ValidationError, type Bundle } from '@sigstore/bundle';
import {
  bundleMediaType,
  parseStatement,
  preAuthEncoding,
  statementPayloadType,
  type TrustedKey,
  type VerifyBundle,
} from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import { oneLine } from '@interlock/core/text';

const signAgain = 'Sign the artifact again with sign-artifact.';

/** Strict: one form of bundle, one signature, one payload type, and only keys that the caller brought. */
export const verifyBundle: VerifyBundle = (bytes, { keys, file }) => {
  const envelope = readEnvelope(bytes, file);
  if (!envelope.ok) return envelope;
  const { payload, payloadType, signature } = envelope.value;
  if (payloadType !== statementPayloadType) {
    return fail(
      'not-verified',
      `The payload type is "${oneLine(payloadType, 80)}", and "${statementPayloadType}" was expected.`,
      {
        file,
        hint: signAgain,
      },
    );
  }
  const signed = preAuthEncoding(payloadType, payload);
  const key = keys.find((candidate) => isSignedBy(candidate, signed, signature));
  if (key === undefined) {
    const expected = keys.map(
      ({ principal, fingerprint }) => `${oneLine(principal ?? 'the key given', 80)} (${fingerprint})`,
    );
    return fail(
      'not-verified',
      `The signature is of none of the trusted keys: ${expected.join(', ') || 'there is none'}.`,
      {
        file,
        hint: 'Either the bundle was changed, or somebody signed it who is not trusted: find out before you list another key.',
      },
    );
  }
  const statement = parseStatement(payload, file);
  return statement.ok ? ok({ statement: statement.value, key }) : statement;
};

function isSignedBy(key: TrustedKey, signed: Uint8Array, signature: Uint8Array): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
    if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
    return verify('sha256', signed, { key: publicKey, dsaEncoding: 'der' }, signature);
  } catch {
    return false;
  }
}

interface SignedPayload {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  readonly signature: Uint8Array;
}

function readEnvelope(bytes: Uint8Array, file: string): Result<SignedPayload> {
  const bundle = readBundle(bytes, file);
  if (!bundle.ok) return bundle;
  const { content, verificationMaterial } = bundle.value;
  const keyless = verificationMaterial.content.$case !== 'publicKey';
  if (keyless || verificationMaterial.tlogEntries.length > 0) {
    return fail(
      'not-verified',
      keyless
        ? 'This bundle carries a certificate, and this version does not check keyless identities.'
        : 'This bundle carries transparency log entries, and this version does not check them.',
      { file, hint: 'Verify it with cosign, or sign with a key.' },
    );
  }
  if (content.$case !== 'dsseEnvelope') {
    return fail(
      'unsupported-format',
      'This bundle signs a bare file, and a DSSE envelope with a statement was expected.',
      {
        file,
        hint: signAgain,
      },
    );
  }
  const { payload, payloadType, signatures } = content.dsseEnvelope;
  const [signature, ...others] = signatures;
  if (signature === undefined || others.length > 0) {
    return fail('not-verified', `The envelope has ${signatures.length} signatures, and exactly one was expected.`, {
      file,
      hint: 'Write one bundle for each signer.',
    });
  }
  return ok({ payload, payloadType, signature: signature.sig });
}

function readBundle(bytes: Uint8Array, file: string): Result<Bundle> {
  const json = parseJson(new TextDecoder().decode(bytes), file);
  if (!json.ok) return json;
  const mediaType =
    typeof json.value === 'object' && json.value !== null && 'mediaType' in json.value
      ? json.value.mediaType
      : undefined;
  if (mediaType !== bundleMediaType) {
    const found =
      typeof mediaType === 'string' ? `has the media type "${oneLine(mediaType, 80)}"` : 'has no media type';
    return fail('unsupported-format', `This file ${found}, and a Sigstore bundle "${bundleMediaType}" was expected.`, {
      file,
      hint: signAgain,
    });
  }
  try {
    return ok(bundleFromJSON(json.value));
  } catch (cause) {
    const fields = cause instanceof ValidationError ? ` Wrong: ${cause.fields.join(', ')}.` : '';
    return fail(
      'malformed-file',
      `This is not a complete Sigstore bundle with a public key hint and exactly one signature.${fields}`,
      { file, hint: signAgain, cause },
    );
  }
}
