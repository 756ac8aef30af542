import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { fail, ok } from '@interlock/core/failure';
import { parseInputs } from '@interlock/core/operation';
import { evaluatePolicy, handleEvaluatePolicy, type EvaluatePolicyPorts } from './index.ts';

const entry = (name: string, needs: string) => ({
  entrypoint: `interlock/${name.replaceAll('-', '_')}/findings`,
  needs,
});
const manifest = {
  schema: 'interlock/policies/v1',
  wasm: sha256('wasm'),
  policies: {
    'workflow-edit': entry('workflow-edit', 'change'),
    'sbom-present': entry('sbom-present', 'sbom'),
    scope: entry('scope', 'manifest'),
  },
  packs: {
    'zero-config': { absentEvidence: 'not-evaluated', policies: ['workflow-edit'] },
    lanes: { absentEvidence: 'block', policies: ['scope', 'workflow-edit'] },
    'supply-chain': { absentEvidence: 'block', policies: ['sbom-present', 'workflow-edit'] },
  },
};
const change = { class: 'git', base: '1', head: '2', files: [], ciFiles: [], gateFiles: [] };
const bytes = (text: string) => new TextEncoder().encode(text);

async function run(
  given: Record<string, string>,
  files: Record<string, string>,
  more: Partial<EvaluatePolicyPorts> = {},
) {
  const inputs = parseInputs(evaluatePolicy, (name) => given[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  const written = new Map<string, string>();
  const unused = () => fail('internal', 'not used here');
  const ports: EvaluatePolicyPorts = {
    openRepository: async () => unused(),
    verifyArtifact: async () => unused(),
    readFile: async (path) => {
      const text = files[path];
      return text === undefined ? fail('missing-file', 'There is no such file.', { file: path }) : ok(bytes(text));
    },
    readPolicyAsset: async (name) => ok(bytes(name === 'policy.wasm' ? 'wasm' : JSON.stringify(manifest))),
    evaluate: async ({ entrypoints }) => ok(Object.fromEntries(entrypoints.map((name) => [name, []]))),
    clearOutputs: async () => ok(undefined),
    writeFiles: async (outputs) => {
      for (const { content, path } of outputs) written.set(path, String(content));
      return ok(undefined);
    },
    verifyBundle: unused,
    loadSigningKey: async () => unused(),
    signStatement: async () => unused(),
    clock: { now: () => 0 },
    runContext: { kind: 'terminal', ci: false },
    reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} },
    ...more,
  };
  const result = await handleEvaluatePolicy(inputs.value, ports);
  return { result, written, verdict: written.get('verdict.json') };
}

const withCoverage = (coverage: string) =>
  `{"schema":"interlock/input/v1","config":{"class":"git","coverage":${coverage}}}`;
const input = { 'in.json': JSON.stringify({ schema: 'interlock/input/v1', change }) };

describe('evaluate-policy', () => {
  it('merges where no policy finds anything, and names what was not evaluated', async () => {
    const { result, verdict } = await run({ input: 'in.json' }, input);
    expect(result).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { decision: 'merge' } } });
    expect(JSON.parse(verdict ?? '')).toMatchObject({
      evaluated: ['workflow-edit'],
      notEvaluated: ['sbom-present', 'scope'],
      head: '2',
    });
  });

  it('blocks for absent evidence outside zero-config', async () => {
    const { result } = await run({ input: 'in.json', policy: 'pack:supply-chain' }, input);
    expect(result).toMatchObject({ value: { exitCode: 1, outputs: { decision: 'blocked', findings: '1' } } });
  });

  describe('with a manifest', () => {
    const manifest = {
      path: '.interlock/changes/fix.yml',
      observed: {
        class: 'git',
        base: '1',
        branch: { class: 'git', names: [] },
        paths: ['a'],
        lines: 1,
        capabilities: [],
      },
      signature: { class: 'git', state: 'missing' },
      problems: [],
    };
    const files = { 'in.json': JSON.stringify({ schema: 'interlock/input/v1', change, manifest }) };

    it.each([
      [{}, 'verdict.json', 'capability-record.json'],
      [{ 'output-file': 'out/v.json' }, 'out/v.json', 'out/capability-record.json'],
      [{ 'record-file': 'r.json' }, 'verdict.json', 'r.json'],
    ])('writes the capability record beside the verdict (%j)', async (given, verdictPath, recordPath) => {
      const { result, written } = await run({ input: 'in.json', ...given }, files);
      expect(result).toMatchObject({ value: { outputs: { verdictPath, recordPath } } });
      expect([...written.keys()].toSorted()).toEqual([recordPath, verdictPath].toSorted());
      expect(JSON.parse(written.get(recordPath) ?? '')).toMatchObject({
        decision: 'merge',
        observed: { paths: ['a'] },
      });
    });

    it('asks for the manifest, and says how to give it, where the pack needs one', async () => {
      const { verdict } = await run({ input: 'in.json', policy: 'pack:lanes' }, input);
      expect(JSON.parse(verdict ?? '')).toMatchObject({
        decision: 'blocked',
        findings: [{ policy: 'scope', fix: 'add .interlock/changes/<name>.yml to the change' }],
      });
    });
  });

  it('writes no record where there is no manifest', async () => {
    const { result, written } = await run({ input: 'in.json' }, input);
    expect(result).toMatchObject({ value: { outputs: { recordPath: undefined } } });
    expect([...written.keys()]).toEqual(['verdict.json']);
  });

  it.each(['approval', 'block'] as const)('maps a finding that asks %s', async (asks) => {
    const finding = { asks, message: 'm' };
    const evaluate = async () => ok({ 'interlock/workflow_edit/findings': [finding] });
    const { result } = await run({ input: 'in.json' }, input, { evaluate });
    expect(result).toMatchObject({ value: { exitCode: asks === 'block' ? 1 : 4 } });
  });

  it('writes a failing verdict where it could not decide', async () => {
    const evaluate = async () => fail('deadline-exceeded', 'Too slow.');
    const { result, verdict } = await run({ input: 'in.json' }, input, { evaluate });
    expect(result).toMatchObject({ value: { exitCode: 3, outputs: { result: 'fail' } } });
    expect(JSON.parse(verdict ?? '')).toMatchObject({ undecided: { kind: 'deadline-exceeded' } });
  });

  it('writes a failing verdict where the repository could not be read', async () => {
    const openRepository = async () => fail('deadline-exceeded', 'git did not answer.', { hint: 'Try again.' });
    const annotations: string[] = [];
    const reporter = {
      info: () => {},
      progress: () => {},
      summary: () => {},
      annotate: ({ message }: { readonly message: string }) => void annotations.push(message),
    };
    const { result, verdict } = await run({ base: 'main', head: 'x' }, {}, { openRepository, reporter });
    expect(result).toMatchObject({ value: { exitCode: 3, outputs: { decision: 'blocked' } } });
    expect(JSON.parse(verdict ?? '')).toMatchObject({ result: 'fail', undecided: { kind: 'deadline-exceeded' } });
    expect(annotations).toEqual(['git did not answer. Try again.']);
  });

  it('judges any document by a folder of conftest-style rules', async () => {
    const files = { 'in.json': '{"a":1}', 'mine/policy.wasm': '\0asm' };
    const evaluate = async () => ok({ 'main/deny': [{ msg: 'no' }], 'main/warn': ['hm'] });
    const { result } = await run({ input: 'in.json', policy: 'mine' }, files, { evaluate });
    expect(result).toMatchObject({ value: { exitCode: 1, outputs: { findings: '2' } } });
  });

  it.each([
    ['input with base', { input: 'in.json', base: 'main' }, input, 'usage'],
    ['no change', {}, {}, 'usage'],
    ['no such file', { input: 'gone.json' }, {}, 'missing-file'],
    ['no JSON', { input: 'in.json' }, { 'in.json': '{' }, 'malformed-file'],
    ['a wrong schema', { input: 'in.json', policy: 'mine' }, { 'in.json': '{"schema":"x"}' }, 'malformed-file'],
    ['a list as configuration', { input: 'in.json' }, { 'in.json': withCoverage('[]') }, 'malformed-file'],
    ['no such pack', { input: 'in.json', policy: 'pack:none' }, input, 'usage'],
    ['a folder without policy', { input: 'in.json', policy: 'mine' }, input, 'missing-file'],
    [
      'a policy that is not compiled',
      { input: 'in.json', policy: 'mine' },
      { ...input, 'mine/policy.wasm': 'package main' },
      'malformed-file',
    ],
  ])('refuses %s', async (_, given, files, kind) => {
    const { result, verdict } = await run(given, files);
    expect(result).toMatchObject({ ok: false, error: { kind } });
    expect(verdict).toBeUndefined();
  });
});
