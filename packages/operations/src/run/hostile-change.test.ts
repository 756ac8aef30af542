import { createPublicKey } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hexOf, sha256 } from '@interlock/core/digest';
import { provenanceStatement, spkiToSshKey } from '@interlock/core/evidence';
import type { RunContext } from '@interlock/core/ports';
import { signStatement } from '../../../adapters/src/sigstore/index.ts';
import { adapters, at, lockOf, out, ports, publicPem, repository, runWith } from './run-fixture.ts';

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
