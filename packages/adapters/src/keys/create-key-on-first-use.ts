import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { spkiToSshKey, type SigningKey } from '@interlock/core/evidence';
import { fail, type Result } from '@interlock/core/failure';
import { readFile } from '../filesystem/index.ts';
import { parseSigningKey } from './parse-signing-key.ts';

/**
 * The signing key of a person, `signing-key.pem` in a folder of theirs, made where there is none. Two processes that
 * start at once end with the same key: the file is written whole under another name and linked, and a link never replaces.
 * `announce` gets the lines that tell how to list the new key.
 */
export async function createKeyOnFirstUse(
  configFolder: string,
  announce: (line: string) => void,
): Promise<Result<SigningKey>> {
  const path = join(configFolder, 'signing-key.pem');
  try {
    if (await createKey(configFolder, path)) {
      const made = await openKey(path);
      if (made.ok) await publish(path, made.value, announce);
      return made;
    }
    return await openKey(path);
  } catch (cause) {
    return fail('unwritable-file', 'No signing key could be made here.', {
      file: path,
      hint: 'Give a key with the input key, or let this user write to the folder.',
      cause,
    });
  }
}

async function createKey(folder: string, path: string): Promise<boolean> {
  if (await exists(path)) return false;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const temporary = `${path}.${randomUUID()}.tmp`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  try {
    await writeFile(temporary, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
    await link(temporary, path);
    return true;
  } catch (cause) {
    if (await exists(path)) return false;
    throw cause;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function openKey(path: string): Promise<Result<SigningKey>> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    return fail('bad-key', 'Other users of this machine may read or write this private key.', {
      file: path,
      hint: `Run: chmod 600 '${path}', and replace the key if anyone else was on this machine.`,
    });
  }
  const content = await readFile(path);
  return content.ok ? parseSigningKey(new TextDecoder().decode(content.value), path) : content;
}

async function publish(path: string, key: SigningKey, announce: (line: string) => void): Promise<void> {
  const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
  const publicPath = path.replace(/\.pem$/, '.pub.pem');
  await writeFile(publicPath, publicKey.export({ type: 'spki', format: 'pem' }));
  announce(`Made a signing key: ${path} (public part: ${publicPath}).`);
  announce('To let others accept its signatures, add this line to .interlock/signers on the protected branch:');
  announce(`${userName()} namespaces="git" ${spkiToSshKey(key.spki) ?? ''}`);
}

/** A container may run as a user that has no entry in the list of users. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
