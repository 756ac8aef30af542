import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { sha256 } from '@interlock/core/digest';
import type { SigningKey } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';

const howToMake = 'Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem.';

/** An ECDSA P-256 private key from PEM text (PKCS#8 or SEC1). `name` is the file or variable, for failures; no text of the key is ever shown. */
export function parseSigningKey(pem: string, name: string): Result<SigningKey> {
  const bad = (message: string, hint: string, cause?: unknown) => fail('bad-key', message, { file: name, hint, cause });
  const labels = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map((match) => match[1] ?? '');
  const privateLabel = labels.find((label) => label.endsWith('PRIVATE KEY'));
  if (privateLabel === undefined) {
    if (labels.some((label) => label.endsWith('PUBLIC KEY'))) {
      return bad('This is a public key, and a private key was expected.', 'Give the private key that belongs to it.');
    }
    return bad('This is not a private key in PEM: a "BEGIN PRIVATE KEY" line was expected.', howToMake);
  }
  if (privateLabel.startsWith('ENCRYPTED') || /^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    return bad(
      'This private key is encrypted, and there is nobody to ask for its passphrase.',
      'Store it without one, as a secret of the CI: openssl pkey -in key.pem -out plain.pem.',
    );
  }
  if (privateLabel === 'OPENSSH PRIVATE KEY') {
    return bad('This private key has the OpenSSH format, and PKCS#8 or SEC1 was expected.', howToMake);
  }
  try {
    const key = createPrivateKey({ key: pem, format: 'pem' });
    const found = typeOf(key);
    return found === 'P-256'
      ? ok(signingKey(key))
      : bad(`This private key is ${found}, and ECDSA P-256 is needed.`, howToMake);
  } catch (cause) {
    return bad(
      'This private key cannot be read: its PEM is cut off or damaged.',
      'Copy the whole file, with its line breaks.',
      cause,
    );
  }
}

function typeOf(key: KeyObject): string {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'ec')
    return curve === 'prime256v1' ? 'P-256' : `ECDSA ${curve ?? 'on an unnamed curve'}`;
  return key.asymmetricKeyType === 'rsa' ? 'RSA' : (key.asymmetricKeyType ?? 'of an unknown type').replace(/^ed/, 'Ed');
}

function signingKey(key: KeyObject): SigningKey {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { spki, fingerprint: sha256(spki), sign: (bytes) => sign('sha256', bytes, key) };
}
