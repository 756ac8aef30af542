import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deploymentRecordSchema } from '@interlock/core/deployment';
import { hexOf, sha256, type Digest } from '@interlock/core/digest';
import { provenanceStatement, sbomStatement, spkiToSshKey } from '@interlock/core/evidence';
import { storedSchema } from '@interlock/core/store';
import type { RunContext } from '@interlock/core/ports';
import * as v from 'valibot';
import { systemClock } from '../../../adapters/src/clock/index.ts';
import { runCommand } from '../../../adapters/src/command/index.ts';
import {
  checkOutputs,
  hashFile,
  listFolder,
  readFile,
  writeFile,
  writeFiles,
} from '../../../adapters/src/filesystem/index.ts';
import { loadSigningKey } from '../../../adapters/src/keys/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { openStore } from '../../../adapters/src/oci/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { handleStoreArtifact } from '../store-artifact/index.ts';
import { handleDeployArtifact } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'interlock-deploy-'));
afterAll(() => rmSync(root, { recursive: true }));
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const sbom = { bomFormat: 'CycloneDX', specVersion: '1.6', components: [] };
const reporter = { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} };
const ports = {
  checkOutputs,
  listFolder,
  hashFile,
  readFile,
  writeFile,
  writeFiles,
  verifyBundle,
  openRepository,
  openStore,
  runCommand,
  reporter,
  clock: systemClock,
  runContext: { kind: 'terminal', ci: false } as RunContext,
};
let folder = '';
const at = (name: string) => join(folder, name);

const someCommit = '12'.repeat(20);

async function sign(name: string, content: string, what: 'provenance' | 'sbom', commit = someCommit): Promise<void> {
  const key = await loadSigningKey({ configFolder: folder, announce: () => {} })({
    from: 'secret',
    pem,
    variable: 'X',
  });
  if (!key.ok) throw new Error(key.error.message);
  const subjects = [{ name: 'app', digest: { sha256: hexOf(sha256(content)) } }];
  const statement =
    what === 'sbom'
      ? sbomStatement(subjects, sbom)
      : provenanceStatement({ subjects, context: { kind: 'terminal', ci: true }, commit });
  const bundle = await signStatement(statement, key.value);
  if (!bundle.ok) throw new Error(bundle.error.message);
  writeFileSync(at(name), bundle.value);
}

beforeEach(async () => {
  folder = mkdtempSync(join(root, 'one-'));
  writeFileSync(at('app'), 'app');
  writeFileSync(at('sbom.json'), JSON.stringify(sbom));
  writeFileSync(at('pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  await sign('provenance.json', 'app', 'provenance');
  await sign('signed-sbom.json', 'app', 'sbom');
});

const access = { credentials: undefined, tokenHost: undefined, base: undefined, repository: '.' };
interface Storing {
  readonly bundle?: readonly string[];
  readonly sbom?: string | undefined;
  readonly tag?: string;
  readonly publicKey?: string | undefined;
  readonly base?: string;
  readonly repository?: string;
}

const store = (changed: Storing = {}, runContext = ports.runContext) =>
  handleStoreArtifact(
    {
      ...access,
      subjectPath: at('app'),
      bundle: [at('provenance.json')],
      sbom: at('sbom.json'),
      store: `oci:${at('store')}`,
      tag: 'release-1',
      publicKey: at('pub.pem'),
      outputFile: at('stored.json'),
      ...changed,
    },
    { ...ports, runContext },
  );

interface Deploying {
  readonly running?: string;
  readonly sbom?: string;
  readonly reference?: string;
  readonly command?: readonly string[];
  /** Protected branch of a repository, in place of the key. */
  readonly base?: string;
  readonly repository?: string;
  readonly publicKey?: string | undefined;
}

function deploy(changed: Deploying = {}, runContext = ports.runContext) {
  const running = changed.running ?? 'sha256sum "$0" | sed "s/^/sha256:/;s/ .*//"';
  writeFileSync(
    at('deploy.yml'),
    JSON.stringify({
      deploy: {
        command: changed.command ?? ['sh', '-c', 'cp "$INTERLOCK_ARTIFACT_PATH" "$0"; echo taken', at('live')],
      },
      verifyRunning: { command: ['sh', '-c', running, at('live')] },
      artifacts: at('kept'),
      sbom: changed.sbom ?? 'attached',
    }),
  );
  return handleDeployArtifact(
    {
      ...access,
      base: changed.base,
      repository: changed.repository ?? '.',
      store: `oci:${at('store')}`,
      reference: changed.reference ?? 'release-1',
      environment: 'production',
      evidence: undefined,
      config: at('deploy.yml'),
      publicKey: 'publicKey' in changed ? changed.publicKey : changed.base === undefined ? at('pub.pem') : undefined,
      outputFile: at('deployment.json'),
    },
    { ...ports, runContext },
  );
}

const agentsFile = (key: string) => `schema: interlock/agents/v1
agents:
  coder:
    key: ${key}
    workspace: ws-1
    validator: ann@example.org
    expires: 2030-01-01T00:00:00Z
    targets: { branches: [next], paths: [docs/**] }
    limits: { files: 3, lines: 20 }
`;

const readJson = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));
const blobOf = (digest: Digest) => at(`store/blobs/sha256/${hexOf(digest)}`);

describe('store-artifact and deploy-artifact', () => {
  it('store, deploy, and record by digest, in a history that auto-rollback reads', async () => {
    expect(await store()).toMatchObject({ ok: true, value: { exitCode: 0 } });
    const first = readFileSync(at('stored.json'));
    expect(v.safeParse(storedSchema, readJson('stored.json')).success).toBe(true);
    expect(await store()).toMatchObject({ ok: true });
    expect(readFileSync(at('stored.json'))).toEqual(first);
    const digest = sha256('app');
    expect(await deploy()).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { runningDigest: digest } } });
    const record = readJson('deployment.json');
    expect(v.safeParse(deploymentRecordSchema, record).issues).toBeUndefined();
    expect(record).toMatchObject({ result: 'deployed', answer: { says: 'taken' }, sboms: [{ class: 'claim' }] });
    expect(readJson('kept/deployments.json')).toMatchObject([{ digest, path: hexOf(digest), outcome: 'success' }]);
  });

  it('tell an SBOM that somebody signed from one that was attached', async () => {
    await store({ tag: 'candidate-1' });
    expect(await deploy({ sbom: 'attested', reference: 'candidate-1' })).toMatchObject({
      error: { kind: 'not-verified' },
    });
    await store({ bundle: [at('provenance.json'), at('signed-sbom.json')] });
    expect(await deploy({ sbom: 'attested' })).toMatchObject({ ok: true, value: { exitCode: 0 } });
  });

  it('answer 1 where another artifact runs, and keep it as failed', async () => {
    await store();
    expect(await deploy({ running: `echo ${sha256('other')}` })).toMatchObject({ ok: true, value: { exitCode: 1 } });
    expect(readJson('kept/deployments.json')).toMatchObject([{ outcome: 'failed' }]);
  });

  it('record a hook that fails, and give no answer', async () => {
    await store();
    expect(await deploy({ command: ['false'] })).toMatchObject({ ok: false, error: { kind: 'hook-failed' } });
    expect(readJson('deployment.json')).toMatchObject({ result: 'failed', answer: { hook: 'failed' } });
  });

  it.each([
    ['a blob that was changed', () => writeFileSync(blobOf(sha256('app')), 'ape'), 'not-verified'],
    [
      'no SBOM',
      async () => void (rmSync(at('store'), { recursive: true }), await store({ sbom: undefined })),
      'not-verified',
    ],
    ['a store that is gone', () => rmSync(at('store'), { recursive: true }), 'no-match'],
    [
      'another key',
      () =>
        writeFileSync(
          at('pub.pem'),
          generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }),
        ),
      'not-verified',
    ],
  ])('deploy nothing with %s', async (_, spoil, kind) => {
    await store();
    await Promise.resolve(spoil());
    expect(await deploy()).toMatchObject({ ok: false, error: { kind } });
    expect(readdirSync(folder)).not.toContain('live');
    expect(readdirSync(folder)).not.toContain('deployment.json');
  });

  it('trust in a change request the signers of its own base alone', async () => {
    const repository = scratchRepository();
    try {
      const key = spkiToSshKey(publicKey.export({ type: 'spki', format: 'der' })) ?? '';
      const base = repository.commit({ '.interlock/signers': `ci@example.org namespaces="git" ${key}\n` });
      const head = repository.commit({ app: 'new' });
      const runContext: RunContext = {
        kind: 'gitlab',
        ci: true,
        changeRequest: { number: 1, base, head, baseBranch: 'main' },
      };
      await sign('provenance.json', 'app', 'provenance', base);
      const own = { repository: repository.root, publicKey: undefined };
      for (const wrong of [
        { ...own, base: head },
        { ...own, publicKey: at('pub.pem') },
      ]) {
        expect(await store(wrong, runContext)).toMatchObject({ ok: false, error: { kind: 'usage' } });
      }
      expect(await store(own, runContext)).toMatchObject({ ok: true });
      for (const wrong of [
        { ...own, base: head },
        { ...own, publicKey: at('pub.pem') },
      ]) {
        expect(await deploy(wrong, runContext)).toMatchObject({ ok: false, error: { kind: 'usage' } });
      }
      expect(await deploy(own, runContext)).toMatchObject({ ok: true, value: { exitCode: 0 } });
    } finally {
      repository.remove();
    }
  });

  it('take for a release only what was built from the protected branch itself, by a key that is no agent’s', async () => {
    const repository = scratchRepository();
    try {
      const key = spkiToSshKey(publicKey.export({ type: 'spki', format: 'der' })) ?? '';
      repository.commit({ '.interlock/signers': `ci@example.org namespaces="git" ${key}\n` });
      repository.git('checkout', '-q', '-b', 'agent');
      const candidate = repository.commit({ app: 'new' });
      repository.git('checkout', '-q', 'main');
      repository.git('merge', '-q', '--no-ff', '-m', 'Merge agent', 'agent');
      const merged = repository.git('rev-parse', 'main');
      const from = { base: 'main', repository: repository.root };

      await sign('candidate.json', 'app', 'provenance', candidate);
      await store({ bundle: [at('candidate.json')], tag: 'candidate-1' });
      expect(await deploy({ ...from, reference: 'candidate-1' })).toMatchObject({
        error: { kind: 'not-verified', message: expect.stringContaining(`names ${candidate}, which is no commit of`) },
      });
      expect(readdirSync(folder)).not.toContain('live');

      await sign('provenance.json', 'app', 'provenance', merged);
      await store({ bundle: [at('candidate.json'), at('provenance.json')] });
      expect(await deploy(from)).toMatchObject({ ok: true, value: { exitCode: 0 } });
      expect(readJson('deployment.json')).toMatchObject({ provenance: { commit: merged } });

      const fingerprint = createHash('sha256')
        .update(Buffer.from(key.split(' ')[1] ?? '', 'base64'))
        .digest('base64');
      repository.commit({ '.interlock/agents.yml': agentsFile(`SHA256:${fingerprint.replace(/=+$/, '')}`) });
      expect(await deploy(from)).toMatchObject({
        error: { kind: 'not-verified', message: expect.stringContaining('no agent’s') },
      });
    } finally {
      repository.remove();
    }
  });

  it('keep a tag, and store nothing for who wants it moved', async () => {
    await store();
    const before = readFileSync(at('store/index.json'));
    writeFileSync(at('app'), 'ape');
    await sign('provenance.json', 'ape', 'provenance');
    expect(await store()).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    expect(readFileSync(at('store/index.json'))).toEqual(before);
  });

  it('store nothing without provenance, or with a bundle of another artifact', async () => {
    expect(await store({ bundle: [at('signed-sbom.json')] })).toMatchObject({ error: { kind: 'not-verified' } });
    await sign('other.json', 'other', 'provenance');
    expect(await store({ bundle: [at('other.json')] })).toMatchObject({ error: { kind: 'not-verified' } });
    expect(readdirSync(folder)).not.toContain('store');
  });
});
