import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { readEvents } from '@interlock/core/event';
import { publicKeyFromPem } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import { verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import type { RunPorts } from './index.ts';
import { at, folder, linesOf, lockOf, out, publicPem, repository, runWith, workflow } from './run-fixture.ts';

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
    const policy = { name: 'pack:lanes + pack:supply-chain' };
    expect(JSON.parse(out('verdict.json'))).toMatchObject({ base, head, policy });
  });
});
