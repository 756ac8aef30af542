import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RunContext } from '@interlock/core/ports';
import { adapters, folder, judge, outputFile, repository } from './gate-fixture.ts';

const slow = readFileSync(join(adapters, 'rego/fixtures/slow.wasm'));
/** A policy of the user's own that finds nothing. */
const allowsAll = readFileSync(join(adapters, 'rego/fixtures/quiet.wasm'));
const workflow = { '.github/workflows/ci.yml': 'on: push\npermissions: {}\njobs: {}\n' };

const verdict = (): unknown => JSON.parse(readFileSync(outputFile(), 'utf8'));

const terminal: RunContext = { kind: 'terminal', ci: false };
const requestOf = (base: string, head: string): RunContext => ({
  kind: 'gitlab',
  ci: true,
  changeRequest: { number: 7, base, head, baseBranch: 'main' },
});

/** A request whose base has these files. */
function request(onBase: Readonly<Record<string, string | Uint8Array>>, change: Readonly<Record<string, string>>) {
  const base = repository.commit({ readme: '1', ...onBase });
  const head = repository.commit(change);
  return { base, head, context: requestOf(base, head) };
}

describe('a change request', () => {
  it('alone says which commits are judged', async () => {
    const { base, context, head } = request({}, workflow);
    const harmless = repository.commit({ other: '1' });
    for (const [given, says] of [
      [{ base: head }, /base says .* the change request 7 decides: its base is/],
      [{ head: harmless }, /head says .* the change request 7 decides: its head is/],
      [{ head: 'gone' }, /head says gone/],
      [{ base: head, head: harmless }, /base says/],
    ] as const) {
      const error = { kind: 'usage', message: expect.stringMatching(says), hint: expect.stringMatching(/^Leave/) };
      expect(await judge(given, context)).toMatchObject({ ok: false, error });
    }
    expect(existsSync(outputFile())).toBe(false);
    const decision = { value: { exitCode: 4, outputs: { decision: 'needs-approval' } } };
    expect(await judge({}, context)).toMatchObject(decision);
    expect(await judge({ base: 'HEAD~2', head }, context)).toMatchObject(decision);
    expect(verdict()).toMatchObject({ base, head });
  });

  it('takes no finished input', async () => {
    const { context } = request({}, workflow);
    const change = { class: 'git', base: '1', head: '2', files: [], ciFiles: [], gateFiles: [] };
    writeFileSync(join(folder, 'in.json'), JSON.stringify({ schema: 'interlock/input/v1', change }));
    const error = { kind: 'usage', message: expect.stringMatching(/change request 7 decides what is judged/) };
    expect(await judge({ input: join(folder, 'in.json') }, context)).toMatchObject({ ok: false, error });
  });

  it('is judged by the policy of its base whatever is named, and by what is named too', async () => {
    const { context } = request({ '.interlock/config.yml': 'policy: pack:supply-chain\n' }, { a: '1' });
    expect(await judge({ policy: 'pack:quality' }, context)).toMatchObject({ value: { exitCode: 1 } });
    expect(verdict()).toMatchObject({
      policy: { name: 'pack:quality + pack:supply-chain' },
      evaluated: [
        'artifact-verified',
        'coverage-drop',
        'gate-self-edit',
        'opaque-content',
        'sbom-present',
        'scans-present',
        'tests-pass',
        'workflow-edit',
      ],
      findings: ['artifact-verified', 'coverage-drop', 'sbom-present', 'scans-present', 'tests-pass'].map((policy) => ({
        policy,
      })),
    });
  });

  it('has one verdict by all policies that its base lists, whatever their order and however often they stand there', async () => {
    const judgeBy = async (policy: string, more: Readonly<Record<string, string>> = {}) => {
      const { context } = request(
        { '.interlock/config.yml': `policy: ${policy}\n`, 'rules/policy.wasm': allowsAll },
        { a: policy },
      );
      expect(await judge(more, context)).toMatchObject({ value: { exitCode: 1 } });
      return verdict() as { readonly policy: { readonly name: string; readonly digest: string } };
    };
    const all = await judgeBy('[pack:supply-chain, rules, pack:quality]');
    expect(all).toMatchObject({
      policy: { name: 'pack:quality + pack:supply-chain + rules' },
      findings: ['artifact-verified', 'coverage-drop', 'sbom-present', 'scans-present', 'tests-pass'].map((policy) => ({
        policy,
      })),
    });
    const again = await judgeBy('[rules, pack:quality, pack:supply-chain, rules]');
    expect(again.policy).toEqual(all.policy);
    const beside = await judgeBy('[rules]', { policy: 'pack:supply-chain\npack:quality\nrules' });
    expect(beside.policy).toEqual(all.policy);
    const fewer = await judgeBy('[rules, pack:quality]');
    expect(fewer.policy.digest).not.toBe(all.policy.digest);
  });

  it('has another policy digest under another pack, which an approval of the first does not cover', async () => {
    const change = { a: '1' };
    const first = request({ '.interlock/config.yml': 'policy: pack:quality\n' }, change);
    await judge({}, first.context);
    const quality = verdict() as { readonly policy: { readonly digest: string } };
    await judge({ policy: 'pack:lanes' }, first.context);
    const both = verdict() as { readonly policy: { readonly digest: string } };
    expect(both.policy.digest).not.toBe(quality.policy.digest);
  });

  it('has a named folder read from its base, never from the work tree', async () => {
    const { context } = request({ 'rules/policy.wasm': slow }, { a: '1' });
    writeFileSync(join(repository.root, 'rules/policy.wasm'), allowsAll);
    const before = process.cwd();
    process.chdir(repository.root);
    try {
      expect(await judge({ policy: 'rules', deadline: '200ms' }, context)).toMatchObject({ value: { exitCode: 3 } });
      expect(verdict()).toMatchObject({ policy: { name: 'pack:zero-config + rules' } });
      const missing = { kind: 'missing-file', message: expect.stringMatching(/no such file in commit/) };
      expect(await judge({ policy: 'other' }, context)).toMatchObject({ ok: false, error: missing });
    } finally {
      process.chdir(before);
    }
  });
});

describe('the policies of pack:zero-config', () => {
  const workflowEdit = { findings: [{ policy: 'workflow-edit', path: '.github/workflows/ci.yml' }] };

  it('judge beside a folder that the base names', async () => {
    const { context } = request(
      { '.interlock/config.yml': 'policy: rules\n', 'rules/policy.wasm': allowsAll },
      workflow,
    );
    expect(await judge({}, context)).toMatchObject({ value: { exitCode: 4 } });
    const first = verdict();
    expect(first).toMatchObject({ policy: { name: 'rules' }, ...workflowEdit });
    expect(first).toMatchObject({ evaluated: expect.arrayContaining(['gate-self-edit', 'workflow-edit']) });
  });

  it('judge beside pack:quality, and an edit of the gate is seen', async () => {
    const { context } = request(
      { '.interlock/config.yml': 'policy: pack:quality\n' },
      { '.interlock/config.yml': 'policy: pack:zero-config\n', ...workflow },
    );
    expect(await judge({}, context)).toMatchObject({ ok: true });
    expect(verdict()).toMatchObject({
      policy: { name: 'pack:quality' },
      findings: expect.arrayContaining([
        expect.objectContaining({ policy: 'gate-self-edit' }),
        expect.objectContaining({ policy: 'workflow-edit' }),
      ]),
    });
  });

  it('judge on a terminal beside what its user names instead of the policy of the base', async () => {
    const { base, head } = request({ '.interlock/config.yml': 'policy: pack:supply-chain\n' }, workflow);
    writeFileSync(join(folder, 'policy.wasm'), allowsAll);
    expect(await judge({ base, head, policy: folder }, terminal)).toMatchObject({ value: { exitCode: 4 } });
    expect(verdict()).toMatchObject({ policy: { name: folder }, ...workflowEdit });
  });
});

describe('a change that cannot be read', () => {
  it('is undecided, and a verdict that it brought along is gone', async () => {
    const { base } = request({}, { a: '1' });
    writeFileSync(Buffer.concat([Buffer.from(`${repository.root}/`), Buffer.from([0xff, 0xfe])]), '1');
    const head = repository.commit({});
    writeFileSync(outputFile(), '{"decision":"merge"}');
    expect(await judge({}, requestOf(base, head))).toMatchObject({
      value: { exitCode: 3, outputs: { result: 'fail', decision: 'blocked' } },
    });
    const undecided = { kind: 'unreadable-change', message: expect.stringMatching(/not UTF-8/) };
    expect(verdict()).toMatchObject({ result: 'fail', base, head, undecided });
  });

  it('leaves no older verdict standing where the call is wrong', async () => {
    const { context } = request({ '.interlock/config.yml': 'polcy: x\n' }, { a: '1' });
    writeFileSync(outputFile(), '{"decision":"merge"}');
    expect(await judge({}, context)).toMatchObject({ ok: false, error: { kind: 'malformed-file' } });
    expect(existsSync(outputFile())).toBe(false);
  });

  it('does not remove what a link in place of the verdict leads to', async () => {
    const { context } = request({}, { a: '1' });
    writeFileSync(join(folder, 'kept'), 'kept');
    symlinkSync(join(folder, 'kept'), outputFile());
    await judge({}, context);
    expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('kept');
  });
});
