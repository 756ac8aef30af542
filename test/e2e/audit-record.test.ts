import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Audit } from '@interlock/core/audit';
import { spkiToSshKey } from '@interlock/core/evidence';
import { commit, initRepository } from './bad-input/repository.ts';
import { runCommand } from './run-action.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-record-'));
afterAll(() => rmSync(folder, { recursive: true }));
const repository = join(folder, 'repo');
let range: readonly string[] = [];
let base = '';

beforeAll(() => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ssh = spkiToSshKey(publicKey.export({ type: 'spki', format: 'der' })) ?? '';
  writeFileSync(join(folder, 'gate.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  initRepository(repository);
  base = commit(repository, { readme: '1', '.interlock/signers': `gate namespaces="git" ${ssh}\n` });
  const manifest = 'schema: interlock/agent-manifest/v1\n';
  const head = commit(repository, { readme: '2', '.interlock/changes/fix.yml': manifest });
  range = ['--repository', 'repo', '--base', base, '--head', head];
});

/** The evidence folder that evaluate-policy alone leaves. */
async function judge(name: string, key: readonly string[]): Promise<void> {
  mkdirSync(join(folder, name));
  const files = ['--output-file', `${name}/verdict.json`, '--events-file', `${name}/events.jsonl`];
  const run = await runCommand(['evaluate-policy', ...range, ...files, ...key], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 1 });
}

async function auditOf(name: string): Promise<Audit> {
  const report = join(folder, `${name}.audit.json`);
  const args = ['--path', name, '--repository', 'repo', '--base', base, '--output-file', report];
  await runCommand(['audit', ...args], { cwd: folder });
  return JSON.parse(readFileSync(report, 'utf8')) as Audit;
}

describe('audit of what evaluate-policy recorded', () => {
  it('finds the record bound by the signature of the gate, and its event says that it was signed', async () => {
    await judge('signed', ['--key', 'gate.pem']);
    const { checks, coverage, links, result } = await auditOf('signed');
    expect(result).toBe('verified');
    expect(coverage.signed).toEqual(expect.arrayContaining(['capability-record.json']));
    expect(checks).toEqual(
      expect.arrayContaining([
        { file: 'capability-record.json', state: 'holds', says: 'is what was signed' },
        { file: 'capability-record.json', state: 'holds', says: 'is of this verdict' },
      ]),
    );
    expect(links).toContainEqual({
      link: 'capability record',
      state: 'present',
      files: ['capability-record.json', 'capability-record.sigstore.json'],
    });
    expect(readFileSync(join(folder, 'signed/events.jsonl'), 'utf8')).toContain('"record-signature":"signed"');
  });

  it.each([
    ['the record', 'capability-record.json', '"decision": "blocked"', '"decision": "merge"', /not the record that was/],
    ['its signature', 'capability-record.sigstore.json', '"sig":"M', '"sig":"N', /./],
  ])('shows that %s was changed', async (_, file, from, to, says) => {
    cpSync(join(folder, 'signed'), join(folder, `changed-${file}`), { recursive: true });
    const path = join(folder, `changed-${file}`, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
    const { checks, result } = await auditOf(`changed-${file}`);
    expect(result).toBe('failed');
    expect(checks).toContainEqual({ file, state: 'fails', says: expect.stringMatching(says) });
  });

  it('compares the record with its signature also where the verdict is not kept', async () => {
    cpSync(join(folder, 'signed'), join(folder, 'alone'), { recursive: true });
    for (const name of ['verdict.json', 'events.jsonl']) rmSync(join(folder, 'alone', name), { force: true });
    const path = join(folder, 'alone/capability-record.json');
    expect((await auditOf('alone')).result).toBe('verified');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"decision": "blocked"', '"decision": "merge"'));
    const { checks, result } = await auditOf('alone');
    expect(result).toBe('failed');
    expect(checks).toContainEqual({
      file: 'capability-record.json',
      state: 'fails',
      says: 'is not the record that was signed',
    });
  });

  it('proves nothing of a record that was left unsigned', async () => {
    await judge('unsigned', []);
    const { coverage, result } = await auditOf('unsigned');
    expect(result).toBe('undecided');
    expect(coverage.signed).toEqual([]);
    expect(readFileSync(join(folder, 'unsigned/events.jsonl'), 'utf8')).toContain('"record-signature":"unsigned"');
  });
});
