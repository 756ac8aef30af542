import { sha256, type Digest } from '@interlock/core/digest';
import { collect, fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import { findPack, parsePolicyInput, parsePolicyManifest, type PolicyManifest } from '@interlock/core/policy';
import type { PolicyFinding } from '@interlock/core/verdict';
import type { Plan } from './plan.ts';
import type { JudgePorts } from './ports.ts';

/** One evaluation for all of the packs: they share a wasm, and a policy that several of them have judges once. */
export async function planPacks(document: unknown, names: readonly string[], ports: JudgePorts): Promise<Result<Plan>> {
  const input = parsePolicyInput(document, 'the policy input');
  if (!input.ok) return input;
  const built = await readBuiltIns(ports);
  if (!built.ok) return built;
  const { digest, manifest, wasm } = built.value;
  const packs = collect(names.map((name) => findPack(manifest, name)));
  if (!packs.ok) return packs;
  const known = Object.entries(manifest.policies);
  const isGiven = (needs: keyof typeof input.value) => input.value[needs] !== undefined;
  const asked = known.filter(([name]) => packs.value.some(({ policies }) => policies.includes(name)));
  const required = packs.value.flatMap(({ absentEvidence, policies }) => (absentEvidence === 'block' ? policies : []));
  const judged = asked.filter(([, { needs }]) => isGiven(needs));
  const absent = asked.filter(([name, { needs }]) => !isGiven(needs) && required.includes(name));
  const evaluated = [...judged, ...absent].map(([name]) => name);
  return ok({
    wasm,
    digest: digestOf(names, digest),
    entrypoints: judged.map(([, { entrypoint }]) => entrypoint),
    evaluated,
    notEvaluated: known.map(([name]) => name).filter((name) => !evaluated.includes(name)),
    found: absent.map(([name, { needs }]) => lacking(name, needs)),
  });
}

/** Of the packs that judge: one with fewer policies is another policy, though it is made of the same program. */
const digestOf = (names: readonly string[], builtIns: Digest) =>
  sha256([...[...new Set(names)].toSorted(), builtIns].map((line) => `${line}\n`).join(''));

async function readBuiltIns({ readPolicyAsset }: JudgePorts) {
  const text = await readPolicyAsset('manifest.json');
  if (!text.ok) return text;
  const wasm = await readPolicyAsset('policy.wasm');
  if (!wasm.ok) return wasm;
  const json = parseJson(new TextDecoder().decode(text.value), 'manifest.json');
  const manifest: Result<PolicyManifest> = json.ok ? parsePolicyManifest(json.value) : json;
  if (!manifest.ok) return manifest;
  if (sha256(wasm.value) !== manifest.value.wasm) {
    return fail('internal', 'The built-in policies do not have the digest that their manifest names.');
  }
  return ok({ wasm: wasm.value, manifest: manifest.value, digest: sha256(text.value) });
}

function lacking(policy: string, needs: string): PolicyFinding {
  const message = `there is no evidence to judge: ${needs} was not given`;
  const fix =
    needs === 'manifest' ? 'add .interlock/changes/<name>.yml to the change' : `pass ${needs} to evaluate-policy`;
  return { policy, asks: 'block', title: 'Evidence missing', message, fix };
}
