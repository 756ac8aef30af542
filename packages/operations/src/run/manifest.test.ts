import { createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { manifestStatement, parseManifest } from '@interlock/core/agent-manifest';
import { sha256 } from '@interlock/core/digest';
import { publicKeyFromPem, spkiToSshKey } from '@interlock/core/evidence';
import { parseSigningKey } from '../../../adapters/src/keys/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { at, out, publicPem, repository, runWith } from './run-fixture.ts';

const signer = spkiToSshKey(createPublicKey(publicPem).export({ type: 'spki', format: 'der' })) ?? '';

let base = '';
beforeEach(() => {
  base = repository.commit({ '.interlock/signers': `coder namespaces="git" ${signer}\n` });
  repository.git('switch', '-q', '-c', 'agent/fix');
});

const runFix = (given: Readonly<Record<string, string>> = {}) => runWith({ base: 'main', ...given });

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
  const key = parseSigningKey(readFileSync(at('key.pem'), 'utf8'), 'key.pem');
  if (!manifest.ok || !key.ok) throw new Error('the manifest of the test is wrong');
  const bundle = await signStatement(manifestStatement(path, sha256(text), manifest.value), key.value);
  const signature = bundle.ok ? bundle.value : '';
  return repository.commit({ ...files, [path]: text, '.interlock/changes/fix.sigstore.json': signature });
}

describe('run on a change with a manifest', () => {
  it('merges by the pack lanes what keeps to it, and signs the capability record', async () => {
    const head = await commitWithManifest({ 'src/a.ts': 'export {};\n' });
    expect(await runFix({ policy: 'pack:lanes' })).toMatchObject({ value: { outputs: { decision: 'merge' } } });
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
    expect(await runFix()).toMatchObject({ value: { exitCode: 1, outputs: { decision: 'blocked' } } });
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
    await runFix();
    repository.git('switch', '-q', '-c', 'agent/other', 'main');
    repository.commit({ 'src/a.ts': 'export {};\n' });
    expect(await runFix({ policy: 'pack:lanes' })).toMatchObject({ value: { exitCode: 1 } });
    const { findings } = JSON.parse(out('verdict.json')) as { findings: readonly { policy: string }[] };
    expect(findings.map(({ policy }) => policy)).toEqual(['manifest-present', 'scope']);
    expect(readdirSync(at('out')).filter((name) => name.startsWith('capability'))).toEqual([]);
  });

  it('asks for approval where the record of an earlier change is touched, whatever its own manifest says', async () => {
    await commitWithManifest({ 'src/a.ts': 'export {};\n' });
    repository.git('switch', '-q', 'main');
    repository.git('merge', '-q', 'agent/fix');
    repository.git('switch', '-q', '-c', 'agent/next');
    repository.git('rm', '-q', '.interlock/changes/fix.yml');
    repository.commit({});
    expect(await runFix()).toMatchObject({ value: { exitCode: 4, outputs: { decision: 'needs-approval' } } });
    expect(JSON.parse(out('verdict.json'))).toMatchObject({
      findings: [{ policy: 'gate-self-edit', path: '.interlock/changes/fix.yml' }],
    });
  });
});
