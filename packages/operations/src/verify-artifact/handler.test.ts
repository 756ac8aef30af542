import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spkiToSshKey } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import type { Repository, RunContext } from '@interlock/core/ports';
import { checkOutputs, findFiles, hashFile, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { loadSigningKey } from '@interlock/adapters/keys';
import { signStatement, verifyBundle } from '@interlock/adapters/sigstore';
import { handleSignArtifact, type SignArtifactPorts } from '../sign-artifact/index.ts';
import { handleVerifyArtifact } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'artifact-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (name: string) => join(root, name);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
writeFileSync(at('pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
writeFileSync(at('key.pem'), pem);
const sshKey = spkiToSshKey(publicKey.export({ type: 'spki', format: 'der' })) ?? '';

const lines: string[] = [];
const reporter = {
  info: (line: string) => void lines.push(line),
  progress: () => {},
  annotate: () => {},
  summary: (markdown: string) => void lines.push(markdown),
};
const signPorts: SignArtifactPorts = {
  findFiles,
  hashFile,
  checkOutputs,
  writeFiles,
  signStatement,
  reporter,
  loadSigningKey: loadSigningKey({ configFolder: at('config'), announce: () => {} }),
  runContext: { kind: 'terminal', ci: true },
  readWorkTree: async () => ok(undefined),
};
const signInputs = {
  subjectPath: [at('app-*.txt')],
  key: undefined,
  signingKey: pem,
  outputFile: at('out.json'),
  checksumsFile: at('checksums.txt'),
  commit: '12'.repeat(20),
};

function verify(changed: {
  signers?: string;
  now?: string;
  publicKey?: string;
  predicateType?: string;
  subjectPath?: string;
  base?: string;
  signersAt?: string;
  runContext?: RunContext;
}) {
  const { signers, now = '2026-01-01' } = changed;
  const repository: Repository = {
    resolve: async (revision) => ok(/^[0-9a-f]{40}$/.test(revision) ? revision : '34'.repeat(20)),
    mergeBase: async () => fail('bad-repository', 'unused'),
    changedFiles: async () => ok([]),
    commits: async () => ok([]),
    rawCommit: async () => ok(new Uint8Array()),
    branchesAt: async () => ok([]),
    firstParents: async () => ok(new Set()),
    withMerge: async () => fail('bad-repository', 'unused'),
    tree: (commit) => ({
      name: commit,
      list: async () => ok([]),
      links: async () => ok(new Map()),
      submodules: async () => ok([]),
      read: async (path) =>
        ok(
          path !== '.interlock/signers' ||
            signers === undefined ||
            signers === 'none' ||
            (changed.signersAt ?? commit) !== commit
            ? undefined
            : Buffer.from(signers),
        ),
    }),
  };
  return handleVerifyArtifact(
    {
      subjectPath: changed.subjectPath ?? at('app-1.txt'),
      bundle: at('out.json'),
      publicKey: changed.publicKey,
      base: changed.base ?? (signers === undefined || changed.runContext !== undefined ? undefined : 'main'),
      repository: '.',
      predicateType: changed.predicateType ?? 'https://slsa.dev/provenance/v1',
    },
    {
      readFile,
      hashFile,
      verifyBundle,
      reporter,
      runContext: changed.runContext ?? { kind: 'terminal', ci: false },
      openRepository: async () => ok(repository),
      clock: { now: () => Date.parse(now) },
    },
  );
}

beforeEach(async () => {
  writeFileSync(at('app-1.txt'), 'one');
  writeFileSync(at('app-2.txt'), 'two');
  for (const name of ['out.json', 'checksums.txt']) rmSync(at(name), { force: true });
  lines.length = 0;
});

describe('sign-artifact', () => {
  it('writes checksums that sha256sum accepts and a bundle that verify-artifact accepts', async () => {
    const signed = await handleSignArtifact(signInputs, signPorts);
    expect(signed).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { bundlePath: at('out.json') } } });
    expect(execFileSync('sha256sum', ['-c', 'checksums.txt'], { cwd: root, encoding: 'utf8' })).toBe(
      'app-1.txt: OK\napp-2.txt: OK\n',
    );
    const answer = await verify({ publicKey: at('pub.pem') });
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { verified: 'true' } } });
    expect(lines.at(-1)).toContain('not checked');
  });

  it.each([
    ['both keys', { key: at('key.pem') }, 'usage'],
    ['no key in CI', { signingKey: undefined }, 'missing-key'],
    ['a key that is none', { signingKey: 'x' }, 'bad-key'],
    ['no file', { subjectPath: [at('none-*')] }, 'no-match'],
    ['an empty file', { subjectPath: [at('empty')] }, 'wrong-file-type'],
    ['an output that cannot be written', { outputFile: at('app-1.txt/x') }, 'unwritable-file'],
    ['checksums that cannot be written', { checksumsFile: at('app-1.txt/x') }, 'unwritable-file'],
  ])('fails with %s and writes nothing', async (_, changed, kind) => {
    writeFileSync(at('empty'), '');
    const answer = await handleSignArtifact({ ...signInputs, ...changed }, signPorts);
    expect(answer).toMatchObject({ ok: false, error: { kind } });
    expect(existsSync(at('out.json')) || existsSync(at('checksums.txt'))).toBe(false);
  });

  it('makes a key at first use on a terminal', async () => {
    const ports = { ...signPorts, runContext: { kind: 'terminal', ci: false } } as const;
    const inputs = { ...signInputs, signingKey: undefined };
    const [first, second] = [await handleSignArtifact(inputs, ports), await handleSignArtifact(inputs, ports)];
    expect(first.ok && first.value.outputs.keyFingerprint).toMatch(/^sha256:/);
    expect(second).toEqual(first);
  });

  const here = { commit: '56'.repeat(20), state: 'clean' } as const;

  it.each([
    ['a clean work tree', here, undefined, here.commit, undefined],
    [
      'a changed work tree',
      { ...here, state: 'changed' } as const,
      undefined,
      undefined,
      /work tree differ from commit 5656565/,
    ],
    ['no repository', undefined, undefined, undefined, /not the root of a repository/],
    ['a commit that is given', here, '12'.repeat(20), '12'.repeat(20), undefined],
  ])('names the source commit on a terminal: %s', async (_, workTree, commit, source, told) => {
    const ports = { ...signPorts, readWorkTree: async () => ok(workTree) };
    expect(await handleSignArtifact({ ...signInputs, commit }, ports)).toMatchObject({ ok: true });
    const { dsseEnvelope } = JSON.parse(readFileSync(at('out.json'), 'utf8'));
    const { buildDefinition } = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()).predicate;
    expect(buildDefinition.resolvedDependencies).toEqual(
      source === undefined ? [] : [{ digest: { gitCommit: source } }],
    );
    expect(lines.filter((line) => line.startsWith('The provenance names no source commit'))).toEqual(
      told === undefined ? [] : [expect.stringMatching(told)],
    );
  });

  it('signs no file of its own, and none twice', async () => {
    const inputs = { ...signInputs, subjectPath: [at('*.txt'), at('app-1.txt')] };
    await handleSignArtifact(inputs, signPorts);
    await handleSignArtifact(inputs, signPorts);
    expect(readFileSync(at('checksums.txt'), 'utf8').match(/app-\d/g)).toEqual(['app-1', 'app-2']);
  });
});

describe('verify-artifact', () => {
  beforeEach(async () => {
    await handleSignArtifact(signInputs, signPorts);
  });

  it('names the principal listed on the base', async () => {
    const answer = await verify({ signers: `ann namespaces="git" ${sshKey}` });
    expect(answer).toMatchObject({ ok: true, value: { outputs: { signer: 'ann' } } });
  });

  it('takes the signers of a change request from its base alone', async () => {
    const [base, head, other] = ['56', '78', '9a'].map((pair) => pair.repeat(20)) as [string, string, string];
    const changeRequest = { number: 1, base, head, baseBranch: 'main' };
    const runContext = { kind: 'gitlab', ci: true, changeRequest } as const;
    const signers = `ann namespaces="git" ${sshKey}`;
    const read = await verify({ signers, runContext, signersAt: base });
    expect(read).toMatchObject({ ok: true, value: { outputs: { signer: 'ann' } } });
    expect(await verify({ signers, runContext, signersAt: base, base })).toMatchObject({ ok: true });
    for (const wrong of [{ base: head }, { base: other }, { publicKey: at('pub.pem') }])
      expect(await verify({ signers, runContext, signersAt: wrong.base ?? base, ...wrong })).toMatchObject({
        ok: false,
        error: { kind: 'usage' },
      });
  });

  it.each([
    ['neither key nor base', {}, 'usage'],
    ['both key and base', { publicKey: at('pub.pem'), signers: `ann ${sshKey}` }, 'usage'],
    ['a private key as public key', { publicKey: at('key.pem') }, 'bad-key'],
    ['no list of signers', { signers: 'none' }, 'missing-file'],
    ['a damaged list', { signers: 'ann' }, 'malformed-file'],
    ['a key for another namespace', { signers: `ann namespaces="file" ${sshKey}` }, 'not-verified'],
    ['an expired signer', { signers: `ann valid-before="20250101" ${sshKey}` }, 'not-verified'],
    [
      'another predicate type',
      { publicKey: at('pub.pem'), predicateType: 'https://cyclonedx.org/bom' },
      'not-verified',
    ],
    ['another artifact', { publicKey: at('pub.pem'), subjectPath: at('pub.pem') }, 'not-verified'],
    ['no artifact', { publicKey: at('pub.pem'), subjectPath: at('none') }, 'missing-file'],
  ])('fails with %s', async (_, changed, kind) => {
    expect(await verify(changed)).toMatchObject({ ok: false, error: { kind } });
    expect(lines.join('\n')).not.toContain('checked');
  });
});
