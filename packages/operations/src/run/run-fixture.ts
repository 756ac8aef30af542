import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { parseInputs } from '@interlock/core/operation';
import { systemClock } from '../../../adapters/src/clock/index.ts';
import {
  checkOutputs,
  findFiles,
  hashFile,
  readFile,
  removeFiles,
  writeFiles,
} from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { loadSigningKey } from '../../../adapters/src/keys/index.ts';
import { createEvaluator } from '../../../adapters/src/rego/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { signerKeys, verifySubject } from '../verify-artifact/index.ts';
import { handleRun, run, type RunPorts } from './index.ts';

export const adapters = resolve(import.meta.dirname, '../../../adapters/src');
const policies = resolve(import.meta.dirname, '../../../../policies/compiled');
const now = Date.parse('2026-02-01T00:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
/** A lockfile of npm with one package in it. */
export const lockOf = (name: string) =>
  JSON.stringify({
    name,
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name, version: '1.0.0', dependencies: { leaf: '2.0.0' } },
      'node_modules/leaf': { version: '2.0.0', integrity: 'sha512-AAAA' },
    },
  });
export const workflow = '.github/workflows/ci.yml';

/** Anew for each test. */
export let repository: ScratchRepository;
export let folder: string;
beforeEach(() => {
  repository = scratchRepository();
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  repository.commit({ 'readme.md': 'one\n' });
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

export const at = (name: string) => join(folder, name);
export const out = (name: string) => readFileSync(at(`out/${name}`), 'utf8');
export const linesOf = (name: string): unknown[] =>
  out(name)
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));

export const ports: RunPorts = {
  checkOutputs,
  findFiles,
  readFile,
  writeFiles,
  removeFiles,
  openRepository,
  absolutePath: (path) => resolve(path),
  evaluate: createEvaluator({ workerUrl: new URL(`file://${adapters}/rego-worker/worker.ts`) }),
  readPolicyAsset: (name) => readFile(join(policies, name)),
  verifyArtifact: async (subjectPath, bundlePath, { base, repository: path }) => {
    const keys = await signerKeys(path, base, { openRepository, clock: systemClock });
    if (!keys.ok) return keys;
    const claim = { subjectPath, bundlePath, predicateType: 'https://slsa.dev/provenance/v1', keys: keys.value };
    return verifySubject(claim, { hashFile, readFile, verifyBundle });
  },
  loadSigningKey: (source) =>
    loadSigningKey({ configFolder: join(folder, 'config'), announce: () => undefined })(source),
  signStatement,
  verifyBundle,
  runContext: { kind: 'terminal', ci: false },
  clock: { now: () => now },
  random: () => randomBytes(10),
  reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} },
};

export async function runWith(given: Readonly<Record<string, string>> = {}, more: Partial<RunPorts> = {}) {
  const all: Readonly<Record<string, string>> = {
    path: repository.root,
    'output-dir': at('out'),
    key: at('key.pem'),
    ...given,
  };
  const inputs = parseInputs(run, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  return handleRun(inputs.value, { ...ports, ...more });
}
