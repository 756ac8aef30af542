import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spkiToSshKey } from '@interlock/core/evidence';
import { parseInputs } from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';
import { checkOutputs, clearOutputs, readFile, writeFile } from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { loadSigningKey } from '../../../adapters/src/keys/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { agentManifest, handleAgentManifest } from '../agent-manifest/index.ts';
import { handleSignManifest, signManifest } from '../sign-manifest/index.ts';
import { draftManifest, handleDraftManifest } from './index.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = spkiToSshKey(
  createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ type: 'spki', format: 'der' }),
);

let repository: ScratchRepository;
let folder: string;
beforeEach(() => {
  repository = scratchRepository();
  folder = mkdtempSync(join(tmpdir(), 'draft-'));
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  repository.commit({ '.interlock/signers': `coder namespaces="git" ${signer ?? ''}\n`, 'src/a.ts': 'one\n' });
  repository.git('switch', '-q', '-c', 'agent/fix-sum');
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

const path = () => join(repository.root, '.interlock/changes/agent-fix-sum.yml');
const ports = () => ({
  openRepository,
  readFile,
  checkOutputs,
  clearOutputs,
  writeFile,
  verifyBundle,
  signStatement,
  loadSigningKey: loadSigningKey({ configFolder: join(folder, 'config'), announce: () => undefined }),
  clock: { now: () => Date.parse('2026-02-01T00:00:00Z') },
  runContext: { kind: 'terminal', ci: true } satisfies RunContext,
  reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} },
});

function draft(given: Readonly<Record<string, string>> = {}) {
  const all: Readonly<Record<string, string>> = { repository: repository.root, ...given };
  const inputs = parseInputs(draftManifest, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  return handleDraftManifest(inputs.value, ports());
}

function sign(manifest: string, more: Readonly<Record<string, string>> = { key: join(folder, 'key.pem') }) {
  const all: Readonly<Record<string, string>> = { manifest, ...more };
  const inputs = parseInputs(signManifest, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  return handleSignManifest(inputs.value, ports());
}

function check() {
  const all: Readonly<Record<string, string>> = {
    repository: repository.root,
    base: 'main',
    head: 'HEAD',
    'output-file': join(folder, 'check.json'),
  };
  const inputs = parseInputs(agentManifest, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  return handleAgentManifest(inputs.value, ports());
}

const told = {
  'repository-name': 'shop/cart',
  agent: 'coder',
  'agent-version': '1',
  model: 'm',
  session: 's',
  principal: 'ann@example.org',
  task: 'Fix the sum',
  rationale: 'It rounded too early',
  rollback: 'revert it',
};

describe('draft-manifest and sign-manifest', () => {
  it('make what agent-manifest takes', async () => {
    repository.git('mv', 'src/a.ts', 'src/b.ts');
    repository.commit({ 'src/[id].ts': 'x\n' });
    expect(await draft(told)).toMatchObject({ value: { outputs: { manifestPath: path(), complete: 'true' } } });
    expect(readFileSync(path(), 'utf8')).toContain('files: 3 # a renamed file counts twice');
    expect(await sign(path())).toMatchObject({ value: { exitCode: 0 } });
    repository.commit({});
    expect(await check()).toMatchObject({ value: { exitCode: 0, outputs: { result: 'pass' } } });
    repository.commit({ 'src/c.ts': 'x\n' });
    expect(await check()).toMatchObject({ value: { exitCode: 1, outputs: { problems: '3' } } });
  });

  it('leave a draft to be filled in, which cannot be signed before', async () => {
    repository.commit({ 'src/a.ts': 'two\n' });
    expect(await draft()).toMatchObject({ value: { outputs: { complete: 'false' } } });
    expect(await sign(path())).toMatchObject({ error: { kind: 'malformed-file', line: 5 } });
    expect(existsSync(path().replace('.yml', '.sigstore.json'))).toBe(false);
  });

  it.each<[string, () => Readonly<Record<string, string>>, object]>([
    ['a change without a file', () => ({ head: 'HEAD~1', base: 'HEAD~1' }), { kind: 'no-match' }],
    ['swapped ends', () => ({ head: 'main', base: 'HEAD' }), { kind: 'no-match' }],
    ['a base that is not there', () => ({ base: 'nowhere' }), { kind: 'bad-repository' }],
    ['a folder that is no repository', () => ({ repository: folder }), { kind: 'bad-repository' }],
  ])('refuse %s', async (_, given, error) => {
    repository.commit({ 'src/a.ts': 'two\n' });
    expect(await draft(given())).toMatchObject({ ok: false, error });
    expect(existsSync(path())).toBe(false);
  });

  it('refuse to guess among branches, and to replace what is there', async () => {
    repository.commit({ 'src/a.ts': 'two\n' });
    repository.git('branch', 'copy');
    expect(await draft()).toMatchObject({
      error: { kind: 'usage', message: expect.stringContaining('agent/fix-sum, copy') },
    });
    expect(await draft({ branch: 'agent/fix-sum' })).toMatchObject({ ok: true });
    const before = readFileSync(path());
    expect(await draft({ branch: 'agent/fix-sum' })).toMatchObject({ error: { kind: 'usage', file: path() } });
    expect(readFileSync(path())).toEqual(before);
    repository.git('checkout', '-q', '--detach');
    repository.commit({ 'src/a.ts': 'three\n' });
    expect(await draft({ name: 'x' })).toMatchObject({ error: { kind: 'usage', message: 'No branch ends at head.' } });
  });

  it('sign nothing that holds no more, that is no manifest, or without a key', async () => {
    repository.commit({ 'src/a.ts': 'two\n' });
    await draft({ ...told, 'expires-in': '0s' });
    expect(await sign(path())).toMatchObject({
      error: { kind: 'malformed-file', message: expect.stringContaining('expired') },
    });
    expect(await sign(join(folder, 'key.pem'))).toMatchObject({ error: { kind: 'usage' } });
    expect(await sign(join(folder, 'none.yml'))).toMatchObject({ error: { kind: 'missing-file' } });
    expect(await sign(path(), {})).toMatchObject({ error: { kind: 'missing-key' } });
    expect(existsSync(path().replace('.yml', '.sigstore.json'))).toBe(false);
  });
});
