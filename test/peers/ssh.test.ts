import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { signSsh } from '@interlock/adapters/ssh-keygen';
import type { CommitReport } from '@interlock/core/commit-signature';
import { parseSshKey, parseSshSignature, spkiToSshKey } from '@interlock/core/evidence';
import { makeSshKey, makeSshSignature } from '../../packages/core/src/evidence/make-ssh-signature.ts';
import { commit, git, initRepository } from '../e2e/bad-input/repository.ts';
import { runCommand } from '../e2e/run-action.ts';
import { requirePeer } from './installation.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-ssh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const namespace = 'interlock-approval@v1';
const message = Buffer.from('what is approved\n');

function makeKey(name: string, type: string): string {
  const keygen = requirePeer('ssh-keygen');
  execFileSync(keygen, ['-q', '-t', type, '-N', '', '-C', name, '-f', at(name)]);
  return readFileSync(at(`${name}.pub`), 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
}

/** What ssh-keygen itself says of a signature by `ann`, whose key is this line. */
function keygenAccepts(line: string, signature: string, signed: Uint8Array): boolean {
  writeFileSync(at('allowed'), `ann@example.org namespaces="${namespace}" ${line}\n`);
  writeFileSync(at('signature'), signature);
  const args = ['-Y', 'verify', '-f', at('allowed'), '-I', 'ann@example.org', '-n', namespace, '-s', at('signature')];
  return spawnSync(requirePeer('ssh-keygen'), args, { input: signed }).status === 0;
}

describe('ssh-keygen', () => {
  it.each(['ed25519', 'ecdsa', 'rsa'])('makes signatures with %s keys that are read as it reads them', async (type) => {
    const line = makeKey(`sign-${type}`, type);
    const signed = await signSsh(() => undefined)({ keyFile: at(`sign-${type}`), message, namespace });
    if (!signed.ok) throw new Error(signed.error.message);
    const parsed = parseSshSignature(signed.value);
    expect(parsed?.namespace).toBe(namespace);
    for (const bytes of [message, Buffer.from('what is approveD\n')])
      expect([parsed?.verify(bytes), keygenAccepts(line, signed.value, bytes)]).toEqual([
        bytes === message,
        bytes === message,
      ]);
  });

  it.each([
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ssh-rsa',
    'sk-ssh-ed25519@openssh.com',
    'sk-ecdsa-sha2-nistp256@openssh.com',
  ] as const)('accepts what the tests sign with %s', (type) => {
    const key = makeSshKey(type);
    const signature = makeSshSignature(key, message, { namespace, flags: 1 });
    expect(parseSshSignature(signature)?.verify(message)).toBe(true);
    expect(keygenAccepts(key.line, signature, message)).toBe(true);
    expect(keygenAccepts(key.line, signature, Buffer.from('another'))).toBe(false);
  });

  it('says why it does not sign', async () => {
    writeFileSync(at('no-key'), 'x');
    const refused = await signSsh(() => undefined)({ keyFile: at('no-key'), message, namespace });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'bad-key', file: at('no-key') } });
  });
});

describe('keys of ssh-keygen', () => {
  it.each(['ecdsa', 'ed25519', 'rsa'])('are read as it reads them itself: %s', (type) => {
    const [keyType = '', base64 = ''] = makeKey(`read-${type}`, type).split(' ');
    const der = parseSshKey(keyType, base64)?.spki;
    expect(der).toBeDefined();
    // It writes no PEM of an Ed25519 key.
    if (type !== 'ed25519') {
      const args = ['-e', '-m', 'PKCS8', '-f', at(`read-${type}.pub`)];
      const pem = execFileSync(requirePeer('ssh-keygen'), args, { encoding: 'utf8' });
      expect(Buffer.from(der ?? []).toString('base64')).toBe(pem.replace(/-----.*-----|\n/g, ''));
    }
    if (type === 'ecdsa') expect(spkiToSshKey(der ?? Buffer.of())).toBe(`${keyType} ${base64}`);
  });
});

describe('git verify-commit and verify-commits', () => {
  it('agree on which commits are good', async () => {
    const repository = at('repository');
    initRepository(repository);
    git(repository, 'config', 'user.email', 'agent@example.invalid');
    git(repository, 'config', 'gpg.format', 'ssh');
    git(repository, 'config', 'gpg.ssh.allowedSignersFile', join(repository, '.interlock/signers'));
    const listed = makeKey('listed', 'ed25519');
    makeKey('unlisted', 'ed25519');
    const base = commit(repository, { '.interlock/signers': `agent@example.invalid namespaces="git" ${listed}\n` });
    const make = (...args: readonly string[]) => {
      git(repository, ...args, 'commit', '-q', '--allow-empty', '-m', 'change');
      return git(repository, 'rev-parse', 'HEAD');
    };
    const signWith = (name: string) => ['-c', 'commit.gpgSign=true', '-c', `user.signingKey=${at(name)}`];
    const good = make(...signWith('listed'));
    const unknown = make(...signWith('unlisted'));
    const unsigned = make();
    const raw = execFileSync('git', ['-C', repository, 'cat-file', 'commit', good], { encoding: 'latin1' });
    const tampered = execFileSync('git', ['-C', repository, 'hash-object', '-t', 'commit', '-w', '--stdin'], {
      input: Buffer.from(raw.replace(`parent ${base}`, `parent ${unsigned}`), 'latin1'),
      encoding: 'utf8',
    }).trim();
    const args = ['verify-commits', '--base', base, '--head', tampered, '--output-file', at('commits.json')];
    expect((await runCommand(args, { cwd: repository })).exitCode).toBe(1);
    const report = JSON.parse(readFileSync(at('commits.json'), 'utf8')) as CommitReport;
    expect(report.commits.map((one) => [one.commit, one.state])).toEqual([
      [tampered, 'bad'],
      [unsigned, 'unsigned'],
      [unknown, 'unknown-key'],
      [good, 'good'],
    ]);
    for (const { commit: name, state } of report.commits) {
      const { status } = spawnSync('git', ['-C', repository, 'verify-commit', name], { stdio: 'ignore' });
      expect([state, status === 0]).toEqual([state, state === 'good']);
    }
  }, 60_000);
});
