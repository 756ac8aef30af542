import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSshKey } from '../../../packages/core/src/evidence/make-ssh-signature.ts';
import { signerLine } from '../bad-input/bundles.ts';
import { keys } from '../bad-input/keys.ts';
import { ledgerPem } from '../bad-input/ledger-scene.ts';
import { commit, initRepository } from '../bad-input/repository.ts';
import { openMetricsPage } from '../fixture/metrics-page.ts';
import { makeRollbackScene } from '../fixture/rollback-scene.ts';
import { dist } from '../run-action.ts';

/** What a page takes for granted, and what must have come out of it. */
export interface PageFixture {
  /** Whether the page itself puts `interlock` on the path. */
  readonly ownCommand?: true;
  readonly prepare: (folder: string, home: string) => Promise<Prepared>;
  /** Makes what the commands that run elsewhere would have made. */
  readonly standIn?: (folder: string, home: string) => void;
  /** Texts that its commands print, in this order. */
  readonly prints: readonly string[];
}

interface Prepared {
  /** Texts of the page that a test cannot take as they are, each with what it takes instead. */
  readonly replace?: readonly (readonly [string, string])[];
  readonly close?: () => void;
}

function script(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

function serviceRepository(folder: string): void {
  const lock = {
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'app', version: '1.0.0' } },
  };
  initRepository(folder);
  commit(folder, { 'package-lock.json': JSON.stringify(lock), 'src/a.ts': 'export {};\n' });
  commit(folder, { 'src/b.ts': 'export {};\n' });
  mkdirSync(join(folder, 'reports'));
  writeFileSync(join(folder, 'reports/unit.xml'), '<testsuite tests="1"><testcase name="adds"/></testsuite>');
  writeFileSync(join(folder, 'reports/unit.lcov'), 'SF:src/a.ts\nDA:1,1\nend_of_record\n');
}

/** A branch `change` whose edit of a workflow asks for an approval, and nothing more. */
export function changedWorkflow(folder: string): void {
  const workflow = 'on: push\npermissions: {}\njobs: {}\n';
  initRepository(folder);
  commit(folder, { '.github/workflows/ci.yml': workflow });
  execFileSync('git', ['switch', '-q', '-c', 'change'], { cwd: folder });
  commit(folder, { '.github/workflows/ci.yml': `name: CI\n${workflow}` });
  execFileSync('git', ['switch', '-q', 'main'], { cwd: folder });
}

/** A P-256 key pair, and a list of signers that names it. */
function listedKey(folder: string, key: string, publicKey: string, principal: string): void {
  writeFileSync(join(folder, key), keys.good, { mode: 0o600 });
  writeFileSync(join(folder, publicKey), keys.goodPublic);
  mkdirSync(join(folder, '.interlock'));
  writeFileSync(join(folder, '.interlock/signers'), signerLine(keys.goodPublic, principal));
}

/** An SSH key, and a program that signs with it as git asks ssh-keygen to. */
function sshKey(folder: string, home: string): void {
  const { line, privateKey } = makeSshKey('ssh-ed25519');
  writeFileSync(join(folder, 'agent-key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'agent-key.pub'), `${line} agent\n`);
  const signer = join(import.meta.dirname, 'sign-as-git-asks.ts');
  script(home, 'sign', `exec '${process.execPath}' --conditions=source --no-warnings '${signer}' "$@"`);
  appendFileSync(join(home, '.gitconfig'), `[gpg "ssh"]\n\tprogram = ${join(home, 'sign')}\n`);
}

export const fixtures: Readonly<Record<string, PageFixture>> = {
  'README.md': {
    prepare: async (folder) => {
      symlinkSync(dist, join(folder, 'dist'));
      return {};
    },
    prints: ['Interlock 0', 'generate-sbom'],
  },
  'docs/tutorial.md': {
    ownCommand: true,
    prepare: async (folder, home) => {
      symlinkSync(dist, join(folder, 'dist'));
      serviceRepository(join(home, 'my-service'));
      return {};
    },
    prints: ['Interlock: merge', 'verdict.json', 'Interlock: blocked', 'exit code 1', 'Interlock: merge'],
  },
  'docs/how-to/sign-and-verify.md': {
    prepare: async (folder) => {
      initRepository(folder);
      commit(folder, { 'readme.md': 'one\n' });
      mkdirSync(join(folder, 'dist'));
      writeFileSync(join(folder, 'dist/app.tgz'), 'artifact');
      return {};
    },
    standIn: (folder) => listedKey(folder, 'key.pem', 'release.pub.pem', 'release@example.org'),
    prints: ['app.tgz', 'release@example.org'],
  },
  'docs/how-to/audit-evidence.md': {
    prepare: async (folder) => {
      initRepository(folder);
      commit(folder, {
        '.interlock/signers': `${signerLine(keys.goodPublic)}\n`,
        '.gitignore': '.interlock/out\n*.pem\n',
      });
      commit(folder, { 'src/a.ts': 'export {};\n' });
      writeFileSync(join(folder, 'release.pem'), keys.good);
      return {};
    },
    prints: ['Interlock: merge', 'Audit: verified', 'result=verified'],
  },
  'docs/how-to/keep-a-ledger.md': {
    prepare: async (folder) => {
      serviceRepository(folder);
      return {};
    },
    standIn: (folder) => writeFileSync(join(folder, 'ledger.pem'), ledgerPem, { mode: 0o600 }),
    prints: ['Ledger: 1 new, 1 in all', ': verified, 1 in all', 'result=verified'],
  },
  'docs/how-to/write-a-contract.md': {
    prepare: async (folder) => {
      serviceRepository(folder);
      return {};
    },
    prints: ['1 diagram, nothing to put right', '`acme/app!7` against `evidence`: conforms, 1 events'],
  },
  'docs/how-to/read-a-report.md': {
    prepare: async (folder) => {
      initRepository(folder);
      const lock = (dependencies: object) =>
        JSON.stringify({
          name: 'app',
          version: '1.0.0',
          lockfileVersion: 3,
          packages: { '': { name: 'app', version: '1.0.0' }, ...dependencies },
        });
      commit(folder, {
        '.interlock/signers': `${signerLine(keys.goodPublic)}\n`,
        '.gitignore': '.interlock/out\n*.pem\n',
        'package.json': '{"name":"app","version":"1.0.0"}',
        'package-lock.json': lock({}),
      });
      commit(folder, { 'src/a.ts': 'export {};\n' });
      writeFileSync(join(folder, 'release.pem'), keys.good);
      return {};
    },
    prints: ['Interlock: merge', 'Interlock report: Merge', 'decision=merge', 'evidence=verified'],
  },
  'docs/how-to/verify-commits.md': {
    prepare: async (folder) => {
      initRepository(folder);
      commit(folder, { 'readme.md': 'one\n' });
      return {};
    },
    standIn: sshKey,
    prints: ['Commits: 1 commit signed by its author'],
  },
  'docs/how-to/approve-a-change.md': {
    prepare: async (folder, home) => {
      changedWorkflow(folder);
      mkdirSync(join(home, '.ssh'));
      writeFileSync(join(home, '.ssh/approve.pub'), `${makeSshKey('sk-ssh-ed25519@openssh.com').line} ann\n`);
      return {};
    },
    prints: ['needs-approval', 'Code '],
  },
  'docs/how-to/merge-a-change.md': {
    prepare: async (folder) => {
      initRepository(folder);
      commit(folder, { 'notes.md': 'one\n' });
      return {};
    },
    prints: [
      'Merge: request 1 is on main',
      'lane',
      'default',
      'not trusted: it brings no manifest',
      '"sameTree": true',
    ],
  },
  'docs/how-to/feature-flags.md': {
    prepare: async () => ({}),
    prints: ['absent → off', 'off → 10%', '10% → 50%', '50% → on', 'on → off'],
  },
  'docs/how-to/agent-manifest.md': {
    prepare: async (folder) => {
      initRepository(folder);
      commit(folder, { 'readme.md': 'one\n', '.gitignore': '.interlock/out\n*.pem\n' });
      return {};
    },
    standIn: (folder) => listedKey(folder, 'agent.pem', 'agent.pub.pem', 'coder@example.org'),
    prints: [
      'Drafted .interlock/changes/agent-round-late.yml. Sign it',
      'Signed .interlock/changes/agent-round-late.yml',
      'Manifest: coder for',
      'Interlock: merge',
      'capability-record.json',
      'capability-record.sigstore.json',
    ],
  },
  'docs/how-to/canary.md': {
    prepare: async (folder) => {
      script(folder, 'set-weight', 'printf %s "$INTERLOCK_WEIGHT" > weight');
      const page = await openMetricsPage({
        weightFile: join(folder, 'weight'),
        requestsPerSecond: 20_000,
        errorRate: { canary: 0.02, baseline: 0.02 },
      });
      return {
        close: page.close,
        replace: [
          ['127.0.0.1:9145', `127.0.0.1:${page.port}`],
          ['hold: 2m', 'hold: 300ms'],
          ['hold: 3m', 'hold: 300ms'],
          ['interval: 15s', 'interval: 100ms'],
          ['bake: 5m', 'bake: 600ms'],
          ['timeout: 30m', 'timeout: 60s'],
        ],
      };
    },
    prints: ['promote'],
  },
  'docs/how-to/roll-back.md': {
    prepare: async (folder) => {
      const scene = await makeRollbackScene(folder);
      const deployments = (['good', 'bad'] as const).map((name, index) => ({
        digest: name === 'good' ? scene.goodDigest : scene.badDigest,
        path: `${name}.tgz`,
        bundle: `${name}.tgz.sigstore.json`,
        commit: name === 'good' ? scene.goodCommit : scene.badCommit,
        deployedAt: `2026-01-0${index + 1}T00:00:00Z`,
      }));
      writeFileSync(join(folder, 'artifacts/deployments.json'), JSON.stringify(deployments));
      script(folder, 'set-weight', 'echo "weight $INTERLOCK_WEIGHT" >> deploy.log');
      script(folder, 'redeploy', 'printf %s "$INTERLOCK_ARTIFACT_DIGEST" > running; echo redeployed >> deploy.log');
      script(folder, 'running-digest', 'cat running');
      return {
        replace: [
          ['${BAD_DIGEST}', scene.badDigest],
          ['${BAD_COMMIT}', scene.badCommit],
        ],
      };
    },
    prints: ['Redeployed sha256:'],
  },
  'docs/how-to/store-and-deploy.md': {
    prepare: async (folder) => {
      serviceRepository(folder);
      mkdirSync(join(folder, 'dist'));
      writeFileSync(join(folder, 'dist/app.tgz'), 'artifact');
      writeFileSync(join(folder, 'key.pem'), keys.good, { mode: 0o600 });
      writeFileSync(join(folder, 'release.pub.pem'), keys.goodPublic);
      script(folder, 'deploy', 'printf %s "$INTERLOCK_ARTIFACT_DIGEST" > running');
      script(folder, 'running-digest', 'cat running');
      return {};
    },
    prints: ['Interlock: stored', 'deployment-path=deployment.json'],
  },
  'docs/how-to/read-a-verdict.md': {
    prepare: async (folder) => {
      initRepository(folder);
      commit(folder, { 'readme.md': 'one\n' });
      execFileSync('git', ['switch', '-q', '-c', 'change'], { cwd: folder });
      commit(folder, { '.github/workflows/ci.yml': 'on: push\npermissions: write-all\njobs: {}\n' });
      rmSync(join(folder, 'verdict.json'), { force: true });
      return {};
    },
    prints: ['"exitCode":', 'exit code 1', 'blocked', ' · block · workflow-edit · .github/workflows/ci.yml:2'],
  },
};
