import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fail } from '@interlock/core/failure';
import { parseInputs } from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';
import { clearOutputs, readFile, writeFiles } from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { createEvaluator } from '../../../adapters/src/rego/index.ts';
import { verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { evaluatePolicy, handleEvaluatePolicy } from './index.ts';

const root = resolve(import.meta.dirname, '../../../..');
const adapters = join(root, 'packages/adapters/src');
const workerUrl = new URL(`file://${adapters}/rego-worker/worker.ts`);
const slow = readFileSync(join(adapters, 'rego/fixtures/slow.wasm'));
/** A policy of the user's own that finds nothing. */
const allowsAll = readFileSync(join(adapters, 'rego/fixtures/quiet.wasm'));
const workflow = { '.github/workflows/ci.yml': 'on: push\npermissions: {}\njobs: {}\n' };

let repository: ScratchRepository;
let folder: string;
beforeEach(() => {
  repository = scratchRepository();
  folder = mkdtempSync(join(tmpdir(), 'gate-'));
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

const outputFile = () => join(folder, 'verdict.json');
const verdict = (): unknown => JSON.parse(readFileSync(outputFile(), 'utf8'));

async function judge(given: Readonly<Record<string, string>>, runContext: RunContext) {
  const all: Readonly<Record<string, string>> = {
    repository: repository.root,
    'output-file': outputFile(),
    ...given,
  };
  const inputs = parseInputs(evaluatePolicy, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  return handleEvaluatePolicy(inputs.value, {
    openRepository,
    readFile,
    clearOutputs,
    writeFiles,
    verifyBundle,
    verifyArtifact: async () => fail('internal', 'not used here'),
    evaluate: createEvaluator({ workerUrl }),
    readPolicyAsset: (name) => readFile(join(root, 'policies/compiled', name)),
    clock: { now: () => 0 },
    runContext,
    reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} },
  });
}

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
      policy: { name: 'pack:supply-chain + pack:quality' },
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
