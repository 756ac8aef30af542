import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { manifestStatement, parseManifest } from '@interlock/core/agent-manifest';
import { sha256 } from '@interlock/core/digest';
import { publicKeyFromPem, spkiToSshKey } from '@interlock/core/evidence';
import { fail } from '@interlock/core/failure';
import { parseInputs } from '@interlock/core/operation';
import { checkOutputs, findFiles, readFile, removeFiles, writeFiles } from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { loadSigningKey, parseSigningKey } from '../../../adapters/src/keys/index.ts';
import { createEvaluator } from '../../../adapters/src/rego/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { handleRun, run } from './index.ts';

const root = resolve(import.meta.dirname, '../../../..');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const signer = spkiToSshKey(createPublicKey(publicPem).export({ type: 'spki', format: 'der' })) ?? '';
const now = Date.parse('2026-02-01T00:00:00Z');

let repository: ScratchRepository;
let folder: string;
let base = '';
beforeEach(() => {
  repository = scratchRepository();
  folder = mkdtempSync(join(tmpdir(), 'run-manifest-'));
  writeFileSync(join(folder, 'key.pem'), pem);
  base = repository.commit({ '.interlock/signers': `coder namespaces="git" ${signer}\n`, 'readme.md': 'one\n' });
  repository.git('switch', '-q', '-c', 'agent/fix');
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

const out = (name: string) => readFileSync(join(folder, 'out', name), 'utf8');

async function commitWithManifest(files: Readonly<Record<string, string>>): Promise<string> {
  const text = JSON.stringify({
    schema: 'interlock/agent-manifest/v1',
    id: 'fix-7',
    repository: 'shop/cart',
    branch: 'agent/fix',
    base,
    agent: { name: 'coder', version: '1', model: 'm', session: 's' },
    principal: 'ann@example.org',
    task: 'Fix the sum',
    rationale: 'It rounded too early',
    kind: 'normal',
    paths: { allowed: ['src/**'] },
    limits: { files: 3, lines: 20 },
    attempted: [{ action: 'push to main', outcome: 'refused' }],
    rollback: 'revert it',
    expires: '2026-03-01T00:00:00Z',
  });
  const path = '.interlock/changes/fix.yml';
  const manifest = parseManifest(new TextEncoder().encode(text), path);
  const key = parseSigningKey(pem, 'key.pem');
  if (!manifest.ok || !key.ok) throw new Error('the manifest of the test is wrong');
  const bundle = await signStatement(manifestStatement(path, sha256(text), manifest.value), key.value);
  const signature = bundle.ok ? bundle.value : '';
  return repository.commit({ ...files, [path]: text, '.interlock/changes/fix.sigstore.json': signature });
}

async function runWith(given: Readonly<Record<string, string>>) {
  const all: Readonly<Record<string, string>> = {
    path: repository.root,
    'output-dir': join(folder, 'out'),
    key: join(folder, 'key.pem'),
    base: 'main',
    ...given,
  };
  const inputs = parseInputs(run, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  const worker = join(root, 'packages/adapters/src/rego-worker/worker.ts');
  return handleRun(inputs.value, {
    checkOutputs,
    findFiles,
    readFile,
    writeFiles,
    removeFiles,
    openRepository,
    absolutePath: (path) => resolve(path),
    evaluate: createEvaluator({ workerUrl: new URL(`file://${worker}`) }),
    readPolicyAsset: (name) => readFile(join(root, 'policies/compiled', name)),
    verifyArtifact: async () => fail('internal', 'not used here'),
    loadSigningKey: loadSigningKey({ configFolder: join(folder, 'config'), announce: () => undefined }),
    signStatement,
    verifyBundle,
    runContext: { kind: 'terminal', ci: false },
    clock: { now: () => now },
    random: () => new Uint8Array(10),
    reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} },
  });
}

describe('run on a change with a manifest', () => {
  it('merges by the pack lanes what keeps to it, and signs the capability record', async () => {
    const head = await commitWithManifest({ 'src/a.ts': 'export {};\n' });
    expect(await runWith({ policy: 'pack:lanes' })).toMatchObject({ value: { outputs: { decision: 'merge' } } });
    const record: unknown = JSON.parse(out('capability-record.json'));
    expect(record).toMatchObject({
      head,
      base,
      decision: 'merge',
      manifest: { signature: { state: 'good', signer: 'coder' } },
      allowed: { paths: ['src/a.ts'] },
      attempted: { actions: [{ action: 'push to main' }] },
    });
    expect(record).toMatchObject({ inputDigest: sha256(out('policy-input.json')) });
    const key = publicKeyFromPem(publicPem, 'key');
    if (!key.ok) throw new Error(key.error.message);
    const bundle = new TextEncoder().encode(out('capability-record.sigstore.json'));
    expect(verifyBundle(bundle, { keys: [key.value], file: 'record' })).toMatchObject({
      value: {
        statement: {
          predicateType: 'urn:interlock:attestation:capability-record:v0.1',
          subject: [{ digest: { gitCommit: head } }],
          predicate: record,
        },
      },
    });
    expect(out('events.jsonl')).toContain(`"capabilities-recorded"`);
    expect(out('events.jsonl')).toContain(sha256(out('capability-record.json')));
  });

  it('blocks what goes beyond it without any configuration, and records it', async () => {
    await commitWithManifest({ 'src/a.ts': 'export {};\n', 'readme.md': 'two\n' });
    expect(await runWith({})).toMatchObject({ value: { exitCode: 1, outputs: { decision: 'blocked' } } });
    expect(JSON.parse(out('verdict.json'))).toMatchObject({
      policy: { name: 'pack:zero-config' },
      evaluated: ['gate-self-edit', 'opaque-content', 'scope', 'workflow-edit'],
      findings: [{ policy: 'scope', asks: 'block', path: 'readme.md' }],
    });
    expect(JSON.parse(out('capability-record.json'))).toMatchObject({
      decision: 'blocked',
      allowed: { paths: ['src/a.ts'] },
      observed: { paths: ['readme.md', 'src/a.ts'] },
    });
  });

  it('blocks a change without one by the pack lanes, and leaves no record of an earlier run', async () => {
    await commitWithManifest({ 'src/a.ts': 'export {};\n' });
    await runWith({});
    repository.git('switch', '-q', '-c', 'agent/other', 'main');
    repository.commit({ 'src/a.ts': 'export {};\n' });
    expect(await runWith({ policy: 'pack:lanes' })).toMatchObject({ value: { exitCode: 1 } });
    const { findings } = JSON.parse(out('verdict.json')) as { findings: readonly { policy: string }[] };
    expect(findings.map(({ policy }) => policy)).toEqual(['manifest-present', 'scope']);
    expect(readdirSync(join(folder, 'out')).filter((name) => name.startsWith('capability'))).toEqual([]);
  });

  it('asks for approval where the record of an earlier change is touched, whatever its own manifest says', async () => {
    await commitWithManifest({ 'src/a.ts': 'export {};\n' });
    repository.git('switch', '-q', 'main');
    repository.git('merge', '-q', 'agent/fix');
    repository.git('switch', '-q', '-c', 'agent/next');
    repository.git('rm', '-q', '.interlock/changes/fix.yml');
    repository.commit({});
    expect(await runWith({})).toMatchObject({ value: { exitCode: 4, outputs: { decision: 'needs-approval' } } });
    expect(JSON.parse(out('verdict.json'))).toMatchObject({
      findings: [{ policy: 'gate-self-edit', path: '.interlock/changes/fix.yml' }],
    });
  });
});
