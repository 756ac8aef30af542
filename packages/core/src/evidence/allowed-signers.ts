import { collect, fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { parseSignerOptions, type SignerOptions } from './signer-options.ts';
import { parseSshKey, sshKeyTypes, type SshKeyType, type SshPublicKey } from './ssh-key.ts';

/** One line of an allowed_signers file (ssh-keygen(1), ALLOWED SIGNERS). */
export interface AllowedSigner extends SignerOptions {
  readonly principals: readonly [string, ...string[]];
  readonly key: SshPublicKey;
  /** 1-based line of the file. */
  readonly line: number;
}

/** Every signer of an allowed_signers file. One line that cannot be read fails the whole file, naming the line. */
export function parseAllowedSigners(text: string, file: string): Result<readonly AllowedSigner[]> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return collect(
    lines.flatMap((content, index) => {
      const line = content.trim();
      return line === '' || line.startsWith('#') ? [] : [parseLine(line, file, index + 1)];
    }),
  );
}

/** The signers that may sign commits and artifacts at a time (milliseconds since 1970): no authority, namespace `git`. */
export function signersAt(signers: readonly AllowedSigner[], time: number): readonly AllowedSigner[] {
  return signers.filter(
    (signer) =>
      !signer.certAuthority &&
      (signer.namespaces === undefined || signer.namespaces.includes('git')) &&
      (signer.validAfter === undefined || time >= signer.validAfter) &&
      (signer.validBefore === undefined || time <= signer.validBefore),
  );
}

function parseLine(text: string, file: string, line: number): Result<AllowedSigner> {
  const bad = (message: string) =>
    fail('malformed-file', message, {
      file,
      line,
      hint: 'A line reads: principal[,principal] [namespaces="git"] key-type base64-key [comment].',
    });
  const words = splitWords(text);
  if (words === undefined) return bad('A quotation mark is not closed.');
  const [principalList, second, ...others] = words;
  const options = second === undefined || isKeyType(second) ? undefined : second;
  const [type, base64] = options === undefined ? [second, ...others] : others;
  const [first, ...rest] = (principalList ?? '').replaceAll('"', '').split(',');
  if (first === undefined || [first, ...rest].some((name) => name.trim() === '')) return bad('A principal is empty.');
  if (type === undefined || !isKeyType(type)) {
    return bad(
      `"${oneLine(type ?? second ?? '', 60)}" stands where a key type was expected; known are ${sshKeyTypes.join(', ')}.`,
    );
  }
  const parsed = parseSignerOptions(options ?? '');
  if (!parsed.ok) return bad(parsed.error);
  const key = parseSshKey(type, base64 ?? '');
  if (key === undefined) return bad(`The key is not the base64 of an ${type} public key.`);
  return ok({ principals: [first, ...rest], ...parsed.value, key, line });
}

function isKeyType(word: string): word is SshKeyType {
  return sshKeyTypes.includes(word);
}

/** Words are parted by blanks; blanks inside quotation marks do not part. `undefined` where a mark is not closed. */
function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  const pattern = /((?:[^\s"]|"[^"]*")+)(\s+|$)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    // The comment after the key is free text: a lone quotation mark there is harmless.
    if (match === null) return words.length >= 3 ? words : undefined;
    words.push(match[1] ?? '');
  }
  return words;
}
