import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseSshKey, publicKeyFromPem, spkiToSshKey } from '@interlock/core/evidence';
import { fail } from '@interlock/core/failure';
import type { RunContext } from '@interlock/core/ports';
import { verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { folder, judge, outputFile, repository, summary } from './gate-fixture.ts';

const makeKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ssh: spkiToSshKey(publicKey.export({ type: 'spki', format: 'der' })) ?? '',
  };
};
const [gate, agent, other] = [makeKey(), makeKey(), makeKey()];
const fingerprintOf = (ssh: string) => {
  const [type = '', base64 = ''] = ssh.split(' ');
  return parseSshKey(type, base64)?.fingerprint ?? '';
};

const agents = `schema: interlock/agents/v1
agents:
  coder:
    key: ${fingerprintOf(agent.ssh)}
    workspace: ws-1
    validator: ann@example.org
    expires: 2030-01-01T00:00:00Z
    targets: { branches: [main], paths: [docs/**] }
    limits: { files: 3, lines: 20 }
`;
const terminal: RunContext = { kind: 'terminal', ci: false };
let context: RunContext;
let base: string;
let head: string;

beforeEach(() => {
  base = repository.commit({
    readme: '1',
    '.interlock/agents.yml': agents,
    '.interlock/signers': [gate, agent].map(({ ssh }) => `someone namespaces="git" ${ssh}\n`).join(''),
  });
  // The change lists a key of its own, as if that could matter.
  head = repository.commit({
    readme: '2',
    '.interlock/changes/fix.yml': 'schema: interlock/agent-manifest/v1\n',
    '.interlock/signers': `gate namespaces="git" ${other.ssh}\n`,
  });
  context = { kind: 'gitlab', ci: true, changeRequest: { number: 7, base, head, baseBranch: 'main' } };
});

const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
function keyFile({ pem }: { readonly pem: string }): string {
  writeFileSync(at('key.pem'), pem);
  return at('key.pem');
}

function verified(name: string) {
  const key = publicKeyFromPem(gate.publicPem, 'key');
  if (!key.ok) throw new Error(key.error.message);
  return verifyBundle(new TextEncoder().encode(read(name)), { keys: [key.value], file: name });
}

describe('the capability record of evaluate-policy', () => {
  it.each([
    ['a file', () => ({ key: keyFile(gate) })],
    ['the environment', () => ({ 'signing-key': gate.pem })],
  ])('is signed with the key of the gate from %s, about the head', async (_, given) => {
    const outputs = { recordSignature: 'signed', recordBundlePath: at('capability-record.sigstore.json') };
    expect(await judge(given(), context)).toMatchObject({ ok: true, value: { outputs } });
    const record: unknown = JSON.parse(read('capability-record.json'));
    expect(verified('capability-record.sigstore.json')).toMatchObject({
      value: {
        statement: {
          predicateType: 'urn:interlock:attestation:capability-record:v0.1',
          subject: [{ name: head, digest: { gitCommit: head } }],
          predicate: record,
        },
      },
    });
    expect(record).toMatchObject({ head, base, decision: 'blocked' });
    expect(summary).toMatch(/\n\nCapability record: signed by the gate\.\n$/);
  });

  it('lies beside the record, whatever that is called', async () => {
    await judge({ key: keyFile(gate), 'record-file': at('r.json') }, context);
    expect(verified('r.sigstore.json')).toMatchObject({ ok: true });
  });

  it.each([
    ['in a change request', () => context, {}],
    ['on a terminal', () => terminal, { base: 'HEAD~1', head: 'HEAD' }],
  ])('is unsigned without a key %s, says so, and leaves no bundle of an earlier call', async (_, where, given) => {
    await judge({ key: keyFile(gate) }, context);
    const answer = await judge(given, where());
    expect(answer).toMatchObject({ value: { outputs: { recordSignature: 'unsigned', recordBundlePath: undefined } } });
    expect(summary).toMatch(/not signed\*\*, because no key was given/);
    expect(readdirSync(folder).toSorted()).toEqual(['capability-record.json', 'key.pem', 'verdict.json']);
  });

  it('says none, and signs nothing, where the change brings no manifest', async () => {
    const plain = repository.commit({ readme: '3' });
    const request: RunContext = {
      ...context,
      changeRequest: { number: 8, base: head, head: plain, baseBranch: 'main' },
    };
    expect(await judge({ 'signing-key': other.pem }, request)).toMatchObject({
      value: { outputs: { recordSignature: 'none', recordPath: undefined, recordBundlePath: undefined } },
    });
    expect(summary).not.toMatch(/Capability record/);
    expect(readdirSync(folder)).toEqual(['verdict.json']);
  });

  it.each([
    ['that is not there', () => ({ key: at('gone.pem') }), 'missing-file'],
    ['that cannot be read as one', () => ({ 'signing-key': 'hello' }), 'bad-key'],
    ['given twice', () => ({ key: keyFile(gate), 'signing-key': gate.pem }), 'usage'],
    ['of an agent', () => ({ key: keyFile(agent) }), 'bad-key'],
    ['that only the change lists', () => ({ key: keyFile(other) }), 'bad-key'],
    ['beside a finished input', () => ({ key: keyFile(gate), input: at('in.json') }), 'usage'],
  ])('is an error with a key %s, and nothing is written', async (_, given, kind) => {
    writeFileSync(outputFile(), '{"decision":"merge"}');
    expect(await judge(given(), context)).toMatchObject({ ok: false, error: { kind } });
    for (const name of ['verdict.json', 'capability-record.json', 'capability-record.sigstore.json'])
      expect(existsSync(at(name))).toBe(false);
  });

  it('takes no finished input on a terminal either: the gate signs what it computed itself', async () => {
    writeFileSync(at('in.json'), '{"schema":"interlock/input/v1"}');
    const error = { kind: 'usage', message: expect.stringContaining('excludes key') };
    expect(await judge({ key: keyFile(gate), input: at('in.json') }, terminal)).toMatchObject({ error });
  });

  it('leaves neither verdict nor record where the signature cannot be made', async () => {
    const signStatement = async () => fail('internal', 'No signature.');
    expect(await judge({ key: keyFile(gate) }, context, { signStatement })).toMatchObject({
      error: { kind: 'internal' },
    });
    expect(readdirSync(folder)).toEqual(['key.pem']);
  });
});
