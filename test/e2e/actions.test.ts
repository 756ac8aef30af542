import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runAction, runCommand } from './run-action.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'interlock-e2e-'));

function repository(): {
  readonly path: string;
  readonly base: string;
  readonly commit: (files: Record<string, string>) => string;
} {
  const path = folder();
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', path, ...args], { encoding: 'utf8' }).trim();
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Agent');
  git('config', 'user.email', 'agent@example.invalid');
  const commit = (files: Record<string, string>) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(path, name, '..'), { recursive: true });
      writeFileSync(join(path, name), content);
    }
    git('add', '-A');
    git('commit', '-q', '-m', 'change');
    return git('rev-parse', 'HEAD');
  };
  return { path, base: commit({ 'readme.md': 'one\n' }), commit };
}

describe('evaluate-policy as an action', () => {
  it('passes a clean change and writes outputs and summary', async () => {
    const { path, base, commit } = repository();
    const head = commit({ 'src/a.ts': 'export {};\n' });
    const run = await runAction('evaluate-policy', { base, head }, { cwd: path });
    expect(run.stderr).toBe('');
    expect(run).toMatchObject({ exitCode: 0, outputs: { result: 'pass', decision: 'merge', findings: '0' } });
    expect(run.summary).toMatch(/^Interlock: merge/);
  });

  it('asks for approval of a workflow, and blocks one that grants write permissions', async () => {
    const { path, base, commit } = repository();
    const plain = commit({ '.github/workflows/ci.yml': 'on: push\npermissions: {}\njobs: {}\n' });
    const grown = commit({ '.github/workflows/ci.yml': 'on: push\npermissions: write-all\njobs: {}\n' });
    expect(await runAction('evaluate-policy', { base, head: plain }, { cwd: path })).toMatchObject({
      exitCode: 4,
      outputs: { decision: 'needs-approval' },
    });
    expect(await runAction('evaluate-policy', { base, head: grown }, { cwd: path })).toMatchObject({
      exitCode: 1,
      outputs: { decision: 'blocked' },
    });
  });

  it('gives byte-equal verdicts as an action, as a command and in a GitLab job', async () => {
    const { path, base, commit } = repository();
    const head = commit({ '.gitlab-ci.yml': 'test: { script: [make] }\n' });
    await runAction('evaluate-policy', { base, head, 'output-file': 'action.json' }, { cwd: path });
    await runCommand(['evaluate-policy', '--base', base, '--head', head, '--output-file', 'command.json'], {
      cwd: path,
    });
    const environment = {
      GITLAB_CI: 'true',
      CI: 'true',
      INTERLOCK_BASE: base,
      INTERLOCK_HEAD: head,
      INTERLOCK_OUTPUT_FILE: 'job.json',
    };
    const job = await runCommand(['evaluate-policy'], { cwd: path, environment });
    expect(job.exitCode).toBe(4);
    const read = (name: string) => readFileSync(join(path, name), 'utf8');
    expect(read('command.json')).toBe(read('action.json'));
    expect(read('job.json')).toBe(read('action.json'));
  });
});

describe('sign-artifact and verify-artifact as actions', () => {
  it('sign with a secret key and verify with its public key; a changed artifact is refused', async () => {
    const path = folder();
    execFileSync('openssl', ['ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', join(path, 'key.pem')], {
      stdio: 'ignore',
    });
    execFileSync('openssl', ['ec', '-in', join(path, 'key.pem'), '-pubout', '-out', join(path, 'pub.pem')], {
      stdio: 'ignore',
    });
    writeFileSync(join(path, 'app.tgz'), 'artifact');
    const key = readFileSync(join(path, 'key.pem'), 'utf8');
    const signed = await runAction('sign-artifact', { 'subject-path': 'app.tgz', 'signing-key': key }, { cwd: path });
    expect(signed.exitCode).toBe(0);
    const check = { 'subject-path': 'app.tgz', bundle: 'artifact.sigstore.json', 'public-key': 'pub.pem' };
    expect(await runAction('verify-artifact', check, { cwd: path })).toMatchObject({
      exitCode: 0,
      outputs: { verified: 'true' },
    });
    writeFileSync(join(path, 'app.tgz'), 'another');
    expect(await runAction('verify-artifact', check, { cwd: path })).toMatchObject({ exitCode: 1, outputs: {} });
  });

  it('never makes a key in CI', async () => {
    const path = folder();
    writeFileSync(join(path, 'a'), 'x');
    const run = await runAction('sign-artifact', { 'subject-path': 'a' }, { cwd: path, environment: { HOME: path } });
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toMatch(/missing-key/);
  });
});

describe('generate-sbom and collect-reports as actions', () => {
  it('write an SBOM and a report document', async () => {
    const path = folder();
    const lock = {
      name: 'app',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': { name: 'app', version: '1.0.0' } },
    };
    writeFileSync(join(path, 'package-lock.json'), JSON.stringify(lock));
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0' }));
    expect(await runAction('generate-sbom', {}, { cwd: path })).toMatchObject({
      exitCode: 0,
      outputs: { 'component-count': '0' },
    });
    writeFileSync(join(path, 'unit.xml'), '<testsuite tests="1"><testcase name="adds"/></testsuite>');
    expect(await runAction('collect-reports', { tests: 'unit=*.xml' }, { cwd: path })).toMatchObject({
      exitCode: 0,
      outputs: { 'tests-passed': '1', 'tests-failed': '0' },
    });
    expect(await runAction('collect-reports', { tests: 'none/*.xml' }, { cwd: path })).toMatchObject({ exitCode: 2 });
  });
});
