import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hexOf, sha256 } from '@interlock/core/digest';
import { readEvents } from '@interlock/core/event';
import { provenanceStatement, publicKeyFromPem, spkiToSshKey } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import { parseInputs } from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';
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
import { findTrustedKeys, verifySubject } from '../verify-artifact/index.ts';
import { handleRun, run, type RunPorts } from './index.ts';

const adapters = resolve(import.meta.dirname, '../../../adapters/src');
const policies = resolve(import.meta.dirname, '../../../../policies/compiled');
const now = Date.parse('2026-02-01T00:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const lockOf = (name: string) =>
  JSON.stringify({
    name,
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name, version: '1.0.0', dependencies: { leaf: '2.0.0' } },
      'node_modules/leaf': { version: '2.0.0', integrity: 'sha512-AAAA' },
    },
  });
const workflow = '.github/workflows/ci.yml';

let repository: ScratchRepository;
let folder: string;
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

const at = (name: string) => join(folder, name);
const out = (name: string) => readFileSync(at(`out/${name}`), 'utf8');
const linesOf = (name: string): unknown[] =>
  out(name)
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));

const ports: RunPorts = {
  checkOutputs,
  findFiles,
  readFile,
  writeFiles,
  removeFiles,
  openRepository,
  absolutePath: (path) => resolve(path),
  evaluate: createEvaluator({ workerUrl: new URL(`file://${adapters}/rego-worker/worker.ts`) }),
  readPolicyAsset: (name) => readFile(join(policies, name)),
  verifyArtifact: async (subjectPath, bundlePath, signers) => {
    const keys = await findTrustedKeys(
      { publicKey: undefined, ...signers },
      { readFile, openRepository, clock: systemClock },
    );
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

async function runWith(given: Readonly<Record<string, string>> = {}, more: Partial<RunPorts> = {}) {
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

describe('run', () => {
  it('passes a clean change of a repository without configuration and writes every output', async () => {
    repository.commit({ 'src/a.ts': 'export {};\n', 'package-lock.json': lockOf('app') });
    writeFileSync(at('unit.xml'), '<testsuite><testcase name="adds" time="1"/></testsuite>');
    const result = await runWith({ tests: at('unit.xml') });
    expect(result).toEqual(
      ok({
        exitCode: 0,
        outputs: {
          verdictPath: at('out/verdict.json'),
          reportPath: at('out/report.html'),
          result: 'pass',
          decision: 'merge',
        },
      }),
    );
    expect(readdirSync(at('out')).toSorted()).toEqual([
      'events.jsonl',
      'evidence.jsonl',
      'policy-input.json',
      'report.html',
      'reports.json',
      'sbom.cdx.json',
      'sbom.sigstore.json',
      'summary.md',
      'tests-unit.sigstore.json',
      'verdict.json',
      'verdict.sigstore.json',
    ]);
    const head = repository.git('rev-parse', 'HEAD');
    expect(JSON.parse(out('verdict.json'))).toMatchObject({
      result: 'pass',
      policy: { name: 'pack:zero-config' },
      inputDigest: sha256(out('policy-input.json')),
      head,
    });
    expect(out('summary.md')).toMatch(/^Interlock: merge · head /);
    expect(out('report.html')).toContain(head);
  });

  it('signs one bundle for each claim, and each verifies with the key', async () => {
    const head = repository.commit({ 'package-lock.json': lockOf('app') });
    writeFileSync(at('unit.xml'), '<testsuite><testcase name="adds"/></testsuite>');
    writeFileSync(at('e2e.xml'), '<testsuite><testcase name="x"><failure message="no"/></testcase></testsuite>');
    await runWith({ tests: `${at('unit.xml')}\ne2e=${at('e2e.xml')}` });
    const key = publicKeyFromPem(publicPem, 'key');
    if (!key.ok) throw new Error(key.error.message);
    const statements = linesOf('evidence.jsonl').map((bundle) => {
      const bytes = new TextEncoder().encode(JSON.stringify(bundle));
      const verified = verifyBundle(bytes, { keys: [key.value], file: 'evidence.jsonl' });
      if (!verified.ok) throw new Error(verified.error.message);
      return verified.value.statement;
    });
    expect(statements.map(({ predicateType }) => predicateType)).toEqual([
      'https://cyclonedx.org/bom',
      'https://in-toto.io/attestation/test-result/v0.1',
      'https://in-toto.io/attestation/test-result/v0.1',
      'https://slsa.dev/verification_summary/v1',
    ]);
    for (const { subject } of statements) expect(subject).toMatchObject([{ digest: { gitCommit: head } }]);
    expect(statements.map(({ predicate }) => predicate)).toMatchObject([
      { bomFormat: 'CycloneDX' },
      { result: 'FAILED', failedTests: ['x'] },
      { result: 'PASSED' },
      { verificationResult: 'PASSED', timeVerified: '2026-02-01T00:00:00.000Z' },
    ]);
  });

  it('writes an event for each step, chained, with the digest of every file that it made', async () => {
    const head = repository.commit({ 'package-lock.json': lockOf('app') });
    await runWith();
    const events = readEvents(out('events.jsonl'), 'events.jsonl');
    if (!events.ok) throw new Error(events.error.message);
    expect(events.value.map(({ facts, type }) => ({ facts, type }))).toEqual([
      { type: 'change-read', facts: { base: repository.git('rev-parse', 'HEAD~1'), files: 1 } },
      { type: 'sbom-generated', facts: { components: 1 } },
      { type: 'policy-evaluated', facts: { policy: 'pack:zero-config', decision: 'merge' } },
      { type: 'evidence-signed', facts: { bundles: 2 } },
    ]);
    for (const event of events.value)
      expect(event).toMatchObject({ commit: head, time: '2026-02-01T00:00:00.000Z', case: 'local', outcome: 'done' });
    const named = events.value.flatMap(({ subjects }) => subjects);
    for (const { digest, name } of named) expect([name, digest]).toEqual([name, sha256(out(name))]);
    expect(named.map(({ name }) => name).toSorted()).toEqual(
      readdirSync(at('out'))
        .filter((name) => name !== 'events.jsonl')
        .toSorted(),
    );
  });

  it('leaves nothing of an earlier run in the folder, and nothing else out', async () => {
    repository.commit({ 'package-lock.json': lockOf('app') });
    writeFileSync(at('unit.xml'), '<testsuite><testcase name="adds"/></testsuite>');
    await runWith({ tests: at('unit.xml') });
    writeFileSync(at('out/mine.sigstore.json'), 'x');
    repository.git('rm', '-q', 'package-lock.json');
    repository.commit({});
    await runWith({ key: '' }, { runContext: { kind: 'terminal', ci: true } });
    expect(readdirSync(at('out')).toSorted()).toEqual([
      'events.jsonl',
      'evidence.jsonl',
      'mine.sigstore.json',
      'policy-input.json',
      'report.html',
      'summary.md',
      'verdict.json',
    ]);
  });

  it('asks for approval of an edit to a workflow', async () => {
    repository.commit({ [workflow]: 'on: push\npermissions: {}\njobs: {}\n' });
    expect(await runWith()).toMatchObject({ value: { exitCode: 4, outputs: { decision: 'needs-approval' } } });
    expect(out('summary.md')).toContain(workflow);
  });

  it('leaves the evidence unsigned in CI without a key, and says so', async () => {
    repository.commit({ 'src/a.ts': '' });
    const result = await runWith({ key: '' }, { runContext: { kind: 'terminal', ci: true } });
    expect(result).toMatchObject({ value: { exitCode: 0 } });
    expect(out('evidence.jsonl')).toBe('');
    expect(readdirSync(at('out')).filter((name) => name.endsWith('.sigstore.json'))).toEqual([]);
    expect(linesOf('events.jsonl')).not.toContainEqual(expect.objectContaining({ type: 'evidence-signed' }));
    expect(out('report.html')).toContain('Nothing was signed');
  });

  it('makes a key at first use on a terminal', async () => {
    repository.commit({ 'src/a.ts': '' });
    await runWith({ key: '' });
    expect(existsSync(at('config/signing-key.pem'))).toBe(true);
    expect(linesOf('evidence.jsonl')).toHaveLength(1);
  });
});

describe('run on a hostile change', () => {
  it('reads the head from objects: what the work tree holds does not matter', async () => {
    const named = (name: string) => JSON.stringify({ name, version: '1.0.0' });
    const files = { 'package.json': named('committed'), 'package-lock.json': lockOf('committed') };
    const head = repository.commit(files);
    await runWith();
    const [sbom, verdict] = [out('sbom.cdx.json'), out('verdict.json')];
    writeFileSync(join(repository.root, 'package.json'), named('dirty'));
    writeFileSync(join(repository.root, 'package-lock.json'), lockOf('dirty'));
    writeFileSync(join(repository.root, 'pnpm-lock.yaml'), 'not a lockfile: [');
    mkdirSync(join(repository.root, '.interlock'));
    writeFileSync(join(repository.root, '.interlock/config.yml'), 'policy: nowhere\n');
    repository.git('add', 'pnpm-lock.yaml');
    expect(await runWith({ head })).toMatchObject({ value: { exitCode: 0 } });
    expect([out('sbom.cdx.json'), out('verdict.json')]).toEqual([sbom, verdict]);
    expect(sbom).toContain('committed');
  });

  it('reads the policy that the base names from the base, and never from the work tree', async () => {
    const slow = readFileSync(join(adapters, 'rego/fixtures/slow.wasm'));
    repository.commit({ '.interlock/config.yml': 'policy: rules\n', 'rules/policy.wasm': slow });
    const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    repository.commit({ 'rules/policy.wasm': empty });
    const before = process.cwd();
    process.chdir(repository.root);
    try {
      const result = await runWith({ deadline: '200ms' });
      expect(result).toMatchObject({ value: { exitCode: 3, outputs: { result: 'fail', decision: 'blocked' } } });
    } finally {
      process.chdir(before);
    }
    expect(JSON.parse(out('verdict.json'))).toMatchObject({ undecided: { kind: 'deadline-exceeded' } });
  });

  it('runs none of its code and nothing that the configuration of the repository names', async () => {
    const marker = at('marker');
    const evil = at('evil');
    writeFileSync(evil, `#!/bin/sh\ntouch '${marker}'\n`);
    chmodSync(evil, 0o755);
    const scripts = { preinstall: evil, install: evil, prepare: evil, test: evil, build: evil };
    repository.commit({
      'package.json': JSON.stringify({ name: 'app', version: '1.0.0', scripts }),
      'package-lock.json': lockOf('app'),
      '.gitattributes': '* diff=evil filter=evil merge=evil\n',
      '.pnpmfile.cjs': `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`,
      '.npmrc': `script-shell=${evil}\n`,
    });
    for (const key of ['core.fsmonitor', 'diff.external', 'diff.evil.textconv', 'filter.evil.smudge', 'core.pager'])
      repository.git('config', key, evil);
    expect(await runWith()).toMatchObject({ value: { exitCode: 0 } });
    expect(existsSync(marker)).toBe(false);
  });

  it('warns of an artifact whose signature does not hold, and the policy blocks it', async () => {
    const signer = spkiToSshKey(createPublicKey(publicPem).export({ type: 'spki', format: 'der' })) ?? '';
    repository.commit({ '.interlock/signers': `ann namespaces="git" ${signer}\n` });
    repository.commit({ 'src/a.ts': '', 'package-lock.json': lockOf('app') });
    await runWith();
    writeFileSync(at('app'), 'artifact');
    const annotations: string[] = [];
    const reporter = {
      ...ports.reporter,
      annotate: ({ message }: { message: string }) => void annotations.push(message),
    };
    const given = { 'subject-path': at('app'), bundle: at('out/sbom.sigstore.json'), policy: 'pack:supply-chain' };
    expect(await runWith(given, { reporter })).toMatchObject({
      value: { exitCode: 1, outputs: { decision: 'blocked' } },
    });
    expect(annotations).toEqual([expect.stringMatching(/^The predicate type is "https:\/\/cyclonedx\.org\/bom"/)]);
  });
});

describe('run with a signed artifact', () => {
  const job: RunContext = {
    kind: 'github',
    ci: true,
    repository: { slug: 'acme/app', server: 'https://forge.example', apiUrl: 'https://forge.example/api', id: '7' },
    workflow: { path: '.github/workflows/ci.yml', ref: 'refs/heads/main' },
  };

  it.each<readonly [string, RunContext, 'head' | 'base', RegExp | undefined]>([
    ['passes what a job signed for the head', job, 'head', undefined],
    ['blocks what a job signed for another commit', job, 'base', /is attested for commit [0-9a-f]{40}, and the head/],
    ['blocks what a person signed on a terminal', ports.runContext, 'head', /is of class claim/],
  ])('%s', async (_, context, built, says) => {
    const signer = spkiToSshKey(createPublicKey(publicPem).export({ type: 'spki', format: 'der' })) ?? '';
    const base = repository.commit({ '.interlock/signers': `ann namespaces="git" ${signer}\n` });
    const head = repository.commit({ 'src/a.ts': '', 'package-lock.json': lockOf('app') });
    writeFileSync(at('app'), 'artifact');
    const key = await ports.loadSigningKey({ from: 'file', path: at('key.pem') });
    if (!key.ok) throw new Error(key.error.message);
    const subjects = [{ name: 'app', digest: { sha256: hexOf(sha256('artifact')) } }];
    const commit = built === 'head' ? head : base;
    const bundle = await signStatement(provenanceStatement({ subjects, context, commit }), key.value);
    writeFileSync(at('app.json'), bundle.ok ? bundle.value : '');
    await runWith({ 'subject-path': at('app'), bundle: at('app.json'), policy: 'pack:supply-chain' });
    const findings = JSON.parse(out('verdict.json')).findings as { policy: string; message: string }[];
    expect(findings.filter(({ policy }) => policy === 'artifact-verified').map(({ message }) => message)).toEqual(
      says === undefined ? [] : [expect.stringMatching(says)],
    );
  });
});

describe('run where a step fails', () => {
  const refused = () => fail('service-failed', 'no');
  const tests = () => at('none.xml');

  it.each<readonly [string, () => Readonly<Record<string, string>>, Partial<RunPorts>, string]>([
    ['the repository', () => ({ path: folder }), {}, 'bad-repository'],
    ['the base', () => ({ base: 'none' }), {}, 'bad-repository'],
    ['the reports', () => ({ tests: tests() }), {}, 'missing-file'],
    ['the policy', () => ({ policy: 'pack:none' }), {}, 'usage'],
    ['the bundles', () => ({ bundle: 'x' }), {}, 'usage'],
    ['the key', () => ({ key: at('none.pem') }), {}, 'missing-file'],
    ['two keys', () => ({ 'signing-key': 'x' }), {}, 'usage'],
    ['the signature', () => ({}), { signStatement: async () => refused() }, 'service-failed'],
    ['the output', () => ({ 'output-dir': at('key.pem') }), {}, 'unwritable-file'],
  ])('writes nothing for %s', async (_, given, more, kind) => {
    repository.commit({ 'src/a.ts': '', 'package-lock.json': lockOf('app') });
    expect(await runWith(given(), more)).toMatchObject({ ok: false, error: { kind } });
    expect(readdirSync(folder)).toEqual(['key.pem']);
  });
});

describe('run on a change that cannot be read', () => {
  const verdictOnly = ['summary.md', 'verdict.json'];

  it.each([
    ['that is cut off', lockOf('app').slice(0, 40), { line: 1 }],
    ['of an unknown version', '{"lockfileVersion":9}', {}],
  ])('is undecided for a lockfile of the head %s', async (_, text, place) => {
    const base = repository.git('rev-parse', 'HEAD');
    const head = repository.commit({ 'package-lock.json': text });
    expect(await runWith()).toMatchObject({ value: { exitCode: 3, outputs: { result: 'fail', decision: 'blocked' } } });
    const undecided = { kind: 'unreadable-change', file: 'package-lock.json', ...place };
    expect(JSON.parse(out('verdict.json'))).toMatchObject({ result: 'fail', base, head, undecided });
    expect(readdirSync(at('out'))).toEqual(verdictOnly);
  });

  it('leaves no output of another run standing, and not what it reads itself', async () => {
    repository.commit({ 'src/a.ts': '', 'package-lock.json': lockOf('app') });
    expect(await runWith()).toMatchObject({ value: { exitCode: 0 } });
    const read = { 'subject-path': at('out/policy-input.json'), bundle: at('out/sbom.sigstore.json') };
    repository.commit({ 'package-lock.json': '{' });
    expect(await runWith(read)).toMatchObject({ value: { exitCode: 3 } });
    expect(readdirSync(at('out'))).toEqual(['policy-input.json', 'sbom.sigstore.json', ...verdictOnly]);
    expect(await runWith({ base: 'gone' })).toMatchObject({ ok: false });
    expect(readdirSync(at('out'))).toEqual([]);
  });
});

describe('run in a change request', () => {
  it('judges the change of the request, by the policy of its base and the one that is named', async () => {
    const base = repository.commit({ '.interlock/config.yml': 'policy: pack:supply-chain\n' });
    const head = repository.commit({ [workflow]: 'on: push\npermissions: {}\njobs: {}\n' });
    repository.commit({ 'src/a.ts': '' });
    const changeRequest = { number: 7, base, head, baseBranch: 'main' };
    const runContext = { kind: 'github', ci: true, changeRequest } as const;
    expect(await runWith({ base: head }, { runContext })).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(await runWith({ policy: 'pack:lanes' }, { runContext })).toMatchObject({ value: { exitCode: 1 } });
    const policy = { name: 'pack:supply-chain + pack:lanes' };
    expect(JSON.parse(out('verdict.json'))).toMatchObject({ base, head, policy });
  });
});
