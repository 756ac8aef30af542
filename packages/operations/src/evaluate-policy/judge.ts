import { sha256, type Digest } from '@interlock/core/digest';
import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import { findPack, parsePolicyInput, parsePolicyManifest, renderPolicyInput } from '@interlock/core/policy';
import type { ReadFile } from '@interlock/core/ports';
import {
  decide,
  readFindings,
  undecided,
  type PolicyFinding,
  type Verdict,
  type VerdictFacts,
} from '@interlock/core/verdict';
import type { JudgePorts } from './ports.ts';

export interface Judgement {
  /** `pack:NAME` or a folder with policy.wasm. */
  readonly policy: string;
  readonly deadlineSeconds: number;
  /** Reads the folder's files: the base's tree where its configuration names the folder, else the disk. */
  readonly readFile: ReadFile;
}

interface Plan {
  readonly wasm: Uint8Array;
  /** Where the wasm lies; absent for the built-in policies. */
  readonly file?: string;
  readonly data?: string;
  readonly entrypoints: readonly string[];
  readonly facts: VerdictFacts;
  readonly found: readonly PolicyFinding[];
}

/** Judges an input by a policy. A policy that cannot be evaluated gives a verdict of result `fail`, not a failure. */
export async function judge(input: unknown, judgement: Judgement, ports: JudgePorts): Promise<Result<Verdict>> {
  const plan = judgement.policy.startsWith('pack:')
    ? await planPack(input, judgement.policy, ports)
    : await planFolder(input, judgement);
  if (!plan.ok) return plan;
  const { data, entrypoints, facts, file, found, wasm } = plan.value;
  const broken = (failure: Failure) => ok(undecided(facts, file === undefined ? failure : { ...failure, file }));
  if (entrypoints.length === 0 && judgement.policy.startsWith('pack:')) return ok(decide(facts, found));
  const source = data === undefined ? { wasm } : { wasm, data };
  const { deadlineSeconds } = judgement;
  const values = await ports.evaluate({ source, entrypoints, input, deadlineSeconds });
  if (!values.ok) return broken(values.error);
  const findings = [...found];
  for (const [entrypoint, value] of Object.entries(values.value)) {
    const read = readFindings(entrypoint, value);
    if (!read.ok) return broken(read.error);
    findings.push(...read.value);
  }
  const evaluated = [...facts.evaluated, ...(facts.evaluated.length > 0 ? [] : Object.keys(values.value))];
  return ok(decide({ ...facts, evaluated }, findings));
}

async function planPack(document: unknown, policy: string, ports: JudgePorts): Promise<Result<Plan>> {
  const input = parsePolicyInput(document, 'the policy input');
  if (!input.ok) return input;
  const text = await ports.readPolicyAsset('manifest.json');
  const wasm = await ports.readPolicyAsset('policy.wasm');
  if (!text.ok) return text;
  if (!wasm.ok) return wasm;
  const json = parseJson(new TextDecoder().decode(text.value), 'manifest.json');
  const manifest = json.ok ? parsePolicyManifest(json.value) : json;
  if (!manifest.ok) return manifest;
  if (sha256(wasm.value) !== manifest.value.wasm) {
    return fail('internal', 'The built-in policies do not have the digest that their manifest names.');
  }
  const pack = findPack(manifest.value, policy);
  if (!pack.ok) return pack;
  const known = Object.entries(manifest.value.policies);
  const inPack = known.filter(([name]) => pack.value.policies.includes(name));
  const judged = inPack.filter(([, { needs }]) => input.value[needs] !== undefined);
  const absent = inPack.filter(([, { needs }]) => input.value[needs] === undefined);
  const blocks = pack.value.absentEvidence === 'block';
  const evaluated = (blocks ? inPack : judged).map(([name]) => name);
  return ok({
    wasm: wasm.value,
    entrypoints: judged.map(([, { entrypoint }]) => entrypoint),
    facts: {
      ...factsOf(document, policy, sha256(text.value)),
      evaluated,
      notEvaluated: known.map(([name]) => name).filter((name) => !evaluated.includes(name)),
    },
    found: blocks ? absent.map(([name, { needs }]) => lacking(name, needs)) : [],
  });
}

function lacking(policy: string, needs: string): PolicyFinding {
  const message = `there is no evidence to judge: ${needs} was not given`;
  const fix =
    needs === 'manifest' ? 'add .interlock/changes/<name>.yml to the change' : `pass ${needs} to evaluate-policy`;
  return { policy, asks: 'block', title: 'Evidence missing', message, fix };
}

async function planFolder(input: unknown, { policy, readFile }: Judgement): Promise<Result<Plan>> {
  const file = `${policy}/policy.wasm`;
  const wasm = await readFile(file);
  if (!wasm.ok) return wasm;
  if (!isWasm(wasm.value)) return notCompiled(file);
  const data = await readFile(`${policy}/data.json`);
  if (!data.ok && data.error.kind !== 'missing-file') return data;
  const text = data.ok ? new TextDecoder().decode(data.value) : undefined;
  const parsed = text === undefined ? ok(undefined) : parseJson(text, `${policy}/data.json`);
  if (!parsed.ok) return parsed;
  const digest = sha256(`${sha256(wasm.value)}\n${sha256(text ?? '')}\n`);
  const facts = { ...factsOf(input, policy, digest), evaluated: [], notEvaluated: [] };
  const given = text === undefined ? {} : { data: text };
  return ok({ wasm: wasm.value, file, ...given, entrypoints: [], facts, found: [] });
}

const isWasm = (bytes: Uint8Array) => [0, 0x61, 0x73, 0x6d].every((byte, at) => bytes[at] === byte);

function notCompiled(file: string): Result<never> {
  return fail('malformed-file', 'This is not a WebAssembly module, and a compiled policy was expected.', {
    file,
    hint: 'Compile the policy with `opa build -t wasm`, and take policy.wasm out of the bundle that it writes.',
  });
}

function factsOf(input: unknown, name: string, digest: Digest): Omit<VerdictFacts, 'evaluated' | 'notEvaluated'> {
  const inputDigest = sha256(renderPolicyInput(input));
  const base = text(input, 'base');
  const head = text(input, 'head');
  return {
    policy: { name, digest },
    inputDigest,
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
  };
}

function text(input: unknown, key: 'base' | 'head'): string | undefined {
  const change: unknown = typeof input === 'object' && input !== null && 'change' in input ? input.change : undefined;
  const value: unknown =
    typeof change === 'object' && change !== null
      ? Object.entries(change).find(([name]) => name === key)?.[1]
      : undefined;
  return typeof value === 'string' ? value : undefined;
}
