import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../e2e/run-action.ts';
import { requirePeer } from './installation.ts';
import { keyPair } from './key-pair.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-cosign-'));
const at = (name: string) => join(folder, name);

/** Verifies with cosign, which gets an empty home: it must need no state and no network. */
function verify(file: string, options: { readonly key?: string; readonly type?: string } = {}) {
  const { key = 'pub.pem', type = 'slsaprovenance1' } = options;
  const args = ['--key', at(key), '--bundle', at('artifact.sigstore.json'), '--insecure-ignore-tlog', '--type', type];
  return spawnSync(requirePeer('cosign'), ['verify-blob-attestation', ...args, at(file)], {
    encoding: 'utf8',
    env: { HOME: folder, PATH: '' },
    timeout: 60_000,
  });
}

beforeAll(async () => {
  const { privateKey, publicKey } = keyPair();
  writeFileSync(at('key.pem'), privateKey, { mode: 0o600 });
  writeFileSync(at('pub.pem'), publicKey);
  writeFileSync(at('other.pem'), keyPair().publicKey);
  writeFileSync(at('one.tgz'), 'first artifact');
  writeFileSync(at('two.tgz'), 'second artifact');
  writeFileSync(at('unsigned.tgz'), 'another artifact');
  const subjects = 'one.tgz\ntwo.tgz';
  const args = ['--subject-path', subjects, '--key', 'key.pem', '--commit', 'c'.repeat(40)];
  const { exitCode, stderr } = await runCommand(['sign-artifact', ...args], { cwd: folder });
  if (exitCode !== 0) throw new Error(stderr);
});

describe('cosign, on a bundle of sign-artifact', () => {
  it.each(['one.tgz', 'two.tgz'])('verifies %s', (file) => {
    expect(verify(file)).toMatchObject({ status: 0, stderr: expect.stringContaining('Verified OK') });
  });

  it('refuses a file that was not signed', () => {
    const { status, stderr } = verify('unsigned.tgz');
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/digest/i);
  });

  it('refuses another key and another type of statement', () => {
    expect(verify('one.tgz', { key: 'other.pem' }).status).not.toBe(0);
    expect(verify('one.tgz', { type: 'cyclonedx' }).status).not.toBe(0);
  });
});
