import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import type { Plan, PolicySource } from './plan.ts';

/** The evaluation of a policy of the user's own. */
export async function planFolder({ policy, readFile }: PolicySource): Promise<Result<Plan>> {
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
  const given = text === undefined ? {} : { data: text };
  return ok({ wasm: wasm.value, file, ...given, digest, entrypoints: [], evaluated: [], notEvaluated: [], found: [] });
}

const isWasm = (bytes: Uint8Array) => [0, 0x61, 0x73, 0x6d].every((byte, at) => bytes[at] === byte);

function notCompiled(file: string): Result<never> {
  return fail('malformed-file', 'This is not a WebAssembly module, and a compiled policy was expected.', {
    file,
    hint: 'Compile the policy with `opa build -t wasm`, and take policy.wasm out of the bundle that it writes.',
  });
}
