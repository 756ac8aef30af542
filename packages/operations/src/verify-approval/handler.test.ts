import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApprovalResult } from '@interlock/core/approval';
import { sha256 } from '@interlock/core/digest';
import { fail, ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { CommandCall, JsonPost, RunContext } from '@interlock/core/ports';
import { decide, type PolicyFinding } from '@interlock/core/verdict';
import { checkOutputs, clearOutputs, readFile, writeFile } from '../../../adapters/src/filesystem/index.ts';
import { consumeOnce, openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { manifestText } from '../../../core/src/agent-manifest/change-fixture.ts';
import { makeSshKey, makeSshSignature, type TestSshKey } from '../../../core/src/evidence/make-ssh-signature.ts';
import { handleApprove } from '../approve/index.ts';
import { handleRequestApproval } from '../request-approval/index.ts';
import { handleVerifyApproval } from './index.ts';

const keys = {
  ann: makeSshKey('ssh-ed25519'),
  cia: makeSshKey('sk-ssh-ed25519@openssh.com'),
  dan: makeSshKey('sk-ecdsa-sha2-nistp256@openssh.com'),
  ada: makeSshKey('ssh-ed25519'),
};
const approvers = Object.entries(keys)
  .map(([name, key]) => `${name}@example.com namespaces="interlock-approval@v1" ${key.line}`)
  .join('\n');
const cia = 'cia@example.com';
const approval: PolicyFinding = { policy: 'workflow-edit', asks: 'approval', path: 'ci.yml', message: 'a permission' };
const block: PolicyFinding = { policy: 'secret-in-diff', asks: 'block', path: 'a.txt', message: 'a key' };
const start = Date.parse('2026-06-01T12:00:00Z');

let repository: ScratchRepository;
let folder = '';
let base = '';
let head = '';
let now = start;
let said: string[] = [];
const at = (name: string) => join(folder, name);
const reporter: Reporter = {
  info: (line) => said.push(line),
  progress: () => {},
  annotate: ({ level, message, title }) => said.push(`${level}: ${title}: ${message}`),
  summary: (text) => said.push(text),
};
const ports = {
  openRepository,
  readFile,
  writeFile,
  checkOutputs,
  clearOutputs,
  consumeOnce,
  reporter,
  clock: { now: () => now },
  runContext: { kind: 'terminal', ci: false } satisfies RunContext as RunContext,
};

beforeEach(() => {
  repository = scratchRepository();
  folder = mkdtempSync(join(tmpdir(), 'interlock-approval-'));
  now = start;
  said = [];
  change({}, { 'ci.yml': 'a' });
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

/** A base with these files beside the list of approvers, and a change upon it. */
function change(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): void {
  base = repository.commit({ '.interlock/approvers': approvers, ...before });
  head = repository.commit(after);
}

function writeVerdict(findings: readonly PolicyFinding[]): void {
  const policy = { name: 'pack:x', digest: sha256('policy') };
  writeFileSync(
    at('verdict.json'),
    JSON.stringify(decide({ policy, base, head, evaluated: [], notEvaluated: [] }, findings)),
  );
}

const scopeInputs = () => ({
  verdict: at('verdict.json'),
  base,
  head,
  repository: repository.root,
  repositoryName: 'example.com/octo/repo',
  change: '7',
  baseRef: 'main',
});

interface Told {
  readonly commands: CommandCall[];
  readonly posts: JsonPost[];
}

function request(more: object = {}, told: Told = { commands: [], posts: [] }) {
  return handleRequestApproval(
    { ...scopeInputs(), kind: 'normal', reason: undefined, validFor: 3600, outputFile: at('request.json'), ...more },
    {
      ...ports,
      makeNonce: () => 'ab'.repeat(16),
      runCommand: async (call) => {
        told.commands.push(call);
        return ok({ exitCode: call.command[0] === 'false' ? 1 : 0, stdout: '', stderr: 'no\u001b[31m phone' });
      },
      postJson: async (post) => {
        told.posts.push(post);
        return post.url.includes('down') ? fail('service-failed', 'down answered 500.') : ok(undefined);
      },
    },
  );
}

/** Signs with a key in software, as ssh-keygen does with one in a file. */
async function approve(name: keyof typeof keys, more: object = {}, key: TestSshKey = keys[name]) {
  const code = (JSON.parse(readFileSync(at('request.json'), 'utf8')) as { code: string }).code;
  const inputs = { request: at('request.json'), code, approver: `${name}@example.com`, key: at('key') };
  return handleApprove(
    { ...inputs, outputFile: at(`${name}.json`), ...more },
    { ...ports, signSsh: async ({ message, namespace }) => ok(makeSshSignature(key, message, { namespace })) },
  );
}

async function verify(names: readonly string[], more: object = {}, context: RunContext = ports.runContext) {
  const answer = await handleVerifyApproval(
    {
      ...scopeInputs(),
      approval: names.map((name) => at(`${name}.json`)),
      kind: 'any',
      securityKey: 'auto',
      consume: 'never',
      remoteUrl: undefined,
      outputFile: at('result.json'),
      token: undefined,
      ...more,
    },
    { ...ports, runContext: context },
  );
  return { answer, result: () => JSON.parse(readFileSync(at('result.json'), 'utf8')) as ApprovalResult };
}

describe('an approval, from request to use', () => {
  it('is good once', async () => {
    writeVerdict([approval]);
    expect(await request()).toMatchObject({
      ok: true,
      value: { exitCode: 0, outputs: { notified: 'not-configured' } },
    });
    expect(await approve('ann')).toMatchObject({ ok: true, value: { exitCode: 0 } });
    const { answer, result } = await verify(['ann'], { consume: 'local' });
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { approvers: 'ann@example.com' } } });
    const { consumption, requestDigest } = result();
    expect(consumption).toMatchObject({
      where: 'local',
      reference: `refs/interlock/approvals/${requestDigest.slice(7)}`,
    });
    const again = await verify(['ann'], { consume: 'local' });
    expect(again.answer).toMatchObject({ ok: true, value: { exitCode: 1, outputs: { refusal: 'already-used' } } });
    expect(again.result()).toMatchObject({ result: 'refused', consumption: { where: 'never' } });
    expect(said.join('\n')).toContain('An approval is good for one use');
  });
  it('is nothing after the change got another commit, whoever asks', async () => {
    writeVerdict([approval]);
    await request();
    await approve('ann');
    head = repository.commit({ 'ci.yml': 'b' });
    writeVerdict([approval]);
    const { answer } = await verify(['ann'], { consume: 'local' });
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 1, outputs: { refusal: 'wrong-head' } } });
    expect(repository.git('for-each-ref', 'refs/interlock')).toBe('');
  });
  it('is nothing from the author, nor from whom the manifest names', async () => {
    writeVerdict([approval]);
    await request();
    await approve('ada');
    expect((await verify(['ada'])).answer).toMatchObject({ value: { outputs: { refusal: 'approver-is-author' } } });
    const manifest = manifestText((text) =>
      text.replace('ann@example.org', 'Ann <Ann@Example.com>').replace('coder', cia),
    );
    change({ x: '1' }, { '.interlock/changes/x.yml': manifest });
    writeVerdict([approval]);
    await request();
    await approve('ann');
    await approve('cia');
    expect((await verify(['ann'])).answer).toMatchObject({ value: { outputs: { refusal: 'approver-is-principal' } } });
    expect((await verify(['cia'])).answer).toMatchObject({ value: { outputs: { refusal: 'approver-is-agent' } } });
  });
  it('is that of an owner where the path has one, by the base', async () => {
    change(
      { '.github/CODEOWNERS': 'ci.yml @cia-handle\n' },
      { 'ci.yml': 'b', '.github/CODEOWNERS': '* ann@example.com\n' },
    );
    writeVerdict([approval]);
    await request();
    await approve('ann');
    await approve('cia');
    expect((await verify(['ann'])).answer).toMatchObject({ value: { outputs: { refusal: 'not-an-owner' } } });
    expect((await verify(['cia'])).answer).toMatchObject({ value: { outputs: { refusal: 'not-an-owner' } } });
    const config = 'approval:\n  handles:\n    cia@example.com: ["@cia-handle"]\n';
    change({ '.interlock/config.yml': config, '.github/CODEOWNERS': 'ci.yml @cia-handle\n' }, { 'ci.yml': 'c' });
    writeVerdict([approval]);
    await request();
    await approve('cia');
    expect((await verify(['cia'])).answer).toMatchObject({ value: { exitCode: 0 } });
  });

  it('of a hotfix needs a security key, unless the base says otherwise', async () => {
    writeVerdict([approval]);
    await request({ kind: 'hotfix' });
    await approve('ann');
    await approve('cia');
    expect((await verify(['ann'])).answer).toMatchObject({ value: { outputs: { refusal: 'no-security-key' } } });
    expect((await verify(['cia'])).answer).toMatchObject({ value: { exitCode: 0 } });
    expect((await verify(['cia'], { kind: 'normal' })).answer).toMatchObject({
      value: { outputs: { refusal: 'wrong-kind' } },
    });
    change({ '.interlock/config.yml': 'approval: { securityKey: never }\n' }, { 'ci.yml': 'b' });
    writeVerdict([approval]);
    await request({ kind: 'hotfix' });
    await approve('ann');
    expect((await verify(['ann'])).answer).toMatchObject({ value: { exitCode: 0 } });
    expect((await verify(['ann'], { securityKey: 'required' })).answer).toMatchObject({
      value: { outputs: { refusal: 'no-security-key' } },
    });
  });

  it('breaks the glass loudly, with two people', async () => {
    writeVerdict([block]);
    expect(await request()).toMatchObject({
      error: { kind: 'usage', message: expect.stringMatching(/blocked by secret/) },
    });
    expect(await request({ kind: 'break-glass' })).toMatchObject({
      error: { message: expect.stringMatching(/reason/) },
    });
    expect(await request({ kind: 'break-glass', reason: 'production *is* down' })).toMatchObject({ ok: true });
    await approve('cia');
    await approve('dan');
    expect(said.join('\n')).toContain('THIS BREAKS THE GLASS');
    expect((await verify(['cia'])).answer).toMatchObject({
      value: { outputs: { refusal: 'second-approver-missing' } },
    });
    const { answer, result } = await verify(['cia', 'dan'], { consume: 'local' });
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 0 } });
    expect(result()).toMatchObject({ kind: 'break-glass', reason: 'production *is* down' });
    expect(said.join('\n')).toMatch(
      /\*\*THE GLASS IS BROKEN\*\*[^]*production \\\*is\\\* down[^]*warning: The glass is broken/,
    );
  });

  it('ends', async () => {
    writeVerdict([approval]);
    await request();
    await approve('ann');
    now += 3600_000;
    expect((await verify(['ann'])).answer).toMatchObject({ value: { outputs: { refusal: 'expired' } } });
    expect(await approve('ann')).toMatchObject({
      error: { kind: 'not-verified', message: expect.stringMatching(/ended/) },
    });
  });
});

describe('request-approval', () => {
  it.each([
    ['command: [page, on-call]', 'told', ''],
    ['command: ["false"]', 'failed', 'exit code 1: no\\u{1b}[31m phone'],
    ['webhook: "http://127.0.0.1/hook"', 'told', ''],
    ['webhook: "http://down/hook"', 'failed', 'down answered 500.'],
  ])('tells by %s and records: %s', async (how, outcome, message) => {
    change(
      { '.interlock/config.yml': `approval:\n  notify: { ${how} }\n` },
      { 'ci.yml': 'b', '.interlock/config.yml': 'policy: x\n' },
    );
    writeVerdict([approval]);
    const told: Told = { commands: [], posts: [] };
    expect(await request({}, told)).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { notified: outcome } } });
    const written = JSON.parse(readFileSync(at('request.json'), 'utf8')) as {
      code: string;
      notification: { message?: string };
    };
    expect(written.notification).toMatchObject({ outcome });
    expect(written.notification.message ?? '').toContain(message);
    const [call] = told.commands;
    const [post] = told.posts;
    expect([
      call?.environment['INTERLOCK_APPROVAL_CODE'],
      post && (JSON.parse(post.body) as { code: string }).code,
    ]).toContain(written.code);
    expect(said.some((line) => line.startsWith('error: Nobody was told'))).toBe(outcome === 'failed');
    expect(said.join('\n')).toContain(`--code ${written.code} --approver YOU`);
  });

  it.each([
    ['a verdict that says merge', () => writeVerdict([]), {}, /nothing to approve/],
    ['a time that is too long', () => writeVerdict([approval]), { validFor: 8 * 86_400 }, /1s to 7d/],
    ['a verdict about another head', () => writeVerdict([approval]), { head: 'HEAD~1' }, /The verdict is about/],
    ['a name that nobody could sign', () => writeVerdict([approval]), { repositoryName: 'a b' }, /printable ASCII/],
    [
      'no number and no branch',
      () => writeVerdict([approval]),
      { change: undefined, baseRef: undefined },
      /change, base-ref were not given/,
    ],
  ])('refuses %s', async (_, prepare, more, message) => {
    prepare();
    expect(await request(more)).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } });
  });
});

describe('approve', () => {
  beforeEach(async () => {
    writeVerdict([approval]);
    await request();
  });

  it('takes the code as people write it, and no other', async () => {
    const { code } = JSON.parse(readFileSync(at('request.json'), 'utf8')) as { code: string };
    const written = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(await approve('ann', { code: written })).toMatchObject({ ok: true });
    expect(await approve('ann', { code: '00000-00000' })).toMatchObject({ error: { kind: 'not-verified' } });
  });

  it('signs no request that shows other findings than it asks to sign', async () => {
    const text = readFileSync(at('request.json'), 'utf8');
    writeFileSync(at('request.json'), text.replace('a permission', 'a comma'));
    expect(await approve('ann')).toMatchObject({
      error: { kind: 'not-verified', message: expect.stringMatching(/other findings/) },
    });
  });

  it('writes no signature of another purpose, over something else, or without a touch', async () => {
    const inputs = {
      request: at('request.json'),
      approver: 'ann@example.com',
      key: at('key'),
      outputFile: at('ann.json'),
    };
    const { code } = JSON.parse(readFileSync(at('request.json'), 'utf8')) as { code: string };
    for (const sign of [
      (message: Uint8Array) => makeSshSignature(keys.ann, message),
      (_: Uint8Array, namespace: string) => makeSshSignature(keys.ann, Buffer.from('x'), { namespace }),
      (message: Uint8Array, namespace: string) => makeSshSignature(keys.cia, message, { namespace, flags: 0 }),
      () => 'nothing',
    ]) {
      const answer = await handleApprove(
        { ...inputs, code },
        { ...ports, signSsh: async ({ message, namespace }) => ok(sign(message, namespace)) },
      );
      expect(answer).toMatchObject({ ok: false });
      expect(() => readFileSync(at('ann.json'))).toThrow(/ENOENT/);
    }
  });
});

describe('verify-approval', () => {
  const forge: RunContext = {
    kind: 'github',
    ci: true,
    repository: { slug: 'octo/repo', server: 'https://example.com', apiUrl: '', id: '1' },
  };
  beforeEach(async () => {
    writeVerdict([approval]);
    await request();
    await approve('ann');
  });

  it('takes what the run says, and no input that says otherwise', async () => {
    const changeRequest = { number: 7, base, head, baseBranch: 'main' };
    const left = { base: undefined, head: undefined, repositoryName: undefined, change: undefined, baseRef: undefined };
    expect((await verify(['ann'], left, { ...forge, changeRequest })).answer).toMatchObject({ value: { exitCode: 0 } });
    for (const lie of [{ change: '8' }, { baseRef: 'other' }, { repositoryName: 'example.com/octo/fork' }])
      expect((await verify(['ann'], { ...left, ...lie }, { ...forge, changeRequest })).answer).toMatchObject({
        error: { kind: 'usage', message: expect.stringMatching(/this run is for/) },
      });
  });

  it('marks nothing and writes nothing where the forge cannot be reached', async () => {
    const more = { consume: 'remote', token: 'secret-token', remoteUrl: 'http://127.0.0.1:1/x.git' };
    const { answer } = await verify(['ann'], more);
    expect(answer).toMatchObject({ error: { kind: 'service-failed' } });
    expect(JSON.stringify(answer)).not.toContain('secret-token');
    expect((await verify(['ann'], { consume: 'remote' })).answer).toMatchObject({ error: { kind: 'usage' } });
    expect(() => readFileSync(at('result.json'))).toThrow(/ENOENT/);
  });

  it.each([
    ['a key in both lists', { '.interlock/signers': `ann@example.com ${keys.ann.line}` }, /also stands in/],
    ['a damaged list of signers', { '.interlock/signers': 'ann' }, /key type was expected/],
    ['damaged CODEOWNERS', { CODEOWNERS: 'ci.yml nobody' }, /is no owner/],
    ['damaged configuration', { '.interlock/config.yml': 'approvals: {}' }, /Did you mean approval/],
  ])('reads the base with %s', async (_, files, message) => {
    change(files, { 'ci.yml': 'z' });
    writeVerdict([approval]);
    const error = { kind: 'malformed-file', message: expect.stringMatching(message) };
    expect((await verify(['ann'])).answer).toMatchObject({ error });
  });
});
