import * as sdk from '@open-policy-agent/opa-wasm';
import * as v from 'valibot';
import { builtIns, type BuiltIn } from './built-ins.ts';
import { parseValue } from './parse-value.ts';
import { printValue, toJson, type Value } from './value.ts';

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is used of the global; the DOM library, which declares it, is not loaded. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => Memory;
  instantiate(wasm: Uint8Array, imports: object): Promise<{ readonly instance: { readonly exports: unknown } }>;
};

const pageSize = 65_536;
const valueFormat = 1;
const call = v.custom<(...numbers: readonly number[]) => number>((value) => typeof value === 'function');
/** The part of OPA's WebAssembly ABI 1.3 that is used: https://www.openpolicyagent.org/docs/wasm#abi */
const Exports = v.object({
  opa_eval: call,
  opa_malloc: call,
  opa_value_parse: call,
  opa_value_dump: call,
  builtins: call,
  opa_wasm_abi_version: v.object({ value: v.number() }),
  opa_wasm_abi_minor_version: v.object({ value: v.number() }),
});
const Numbers = v.record(v.string(), v.number());

// The package declares a named export, and in an ES module has the class on the default one only.
const { LoadedPolicy } = (sdk as unknown as { readonly default: Pick<typeof sdk, 'LoadedPolicy'> }).default;
/** What is used of it; its own types name the DOM library's. */
const Policy = v.custom<{
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly dataAddr: number;
  readonly dataHeapPtr: number;
  setData(json: ArrayBuffer): void;
}>((value) => value instanceof LoadedPolicy);

export interface PolicyModule {
  readonly entrypoints: readonly string[];
  /** `undefined` where the policy says nothing. Throws where the evaluation breaks off. */
  evaluate(entrypoint: string, input: string): unknown;
}

/**
 * Instantiates a policy that `opa build -t wasm` made. opa-wasm keeps its heap, data and entry points; the built-ins and
 * the values that cross are ours, because those of the package throw where Rego has undefined, print as JavaScript
 * does and lose what is a set. Throws where the policy asks for what it may not have.
 */
export async function loadModule(wasm: Uint8Array<ArrayBuffer>, data: string): Promise<PolicyModule> {
  const memory = new WebAssembly.Memory({
    initial: Math.max(32, 2 * Math.ceil(wasm.byteLength / pageSize)),
    maximum: 16_384,
  });
  let dispatch = (_id: number, _values: readonly number[]): number => 0;
  const builtIn = (id: number, _context: number, ...values: readonly number[]) => dispatch(id, values);
  const abort = (address: number) => {
    throw new Error(text(address));
  };
  const env = { memory, opa_abort: abort, opa_println: () => undefined };
  const calls = Object.fromEntries([0, 1, 2, 3, 4].map((count) => [`opa_builtin${count}`, builtIn]));
  const { instance } = await WebAssembly.instantiate(wasm, { env: { ...env, ...calls } });
  const opa = v.parse(Exports, instance.exports);
  if (opa.opa_wasm_abi_version.value !== 1) throw new Error('the policy is compiled for another version of the ABI');

  function text(address: number): string {
    const bytes = new Uint8Array(memory.buffer);
    return new TextDecoder().decode(bytes.subarray(address, bytes.indexOf(0, address)));
  }

  const read = (address: number): Value => parseValue(text(opa.opa_value_dump(address)));

  function write(value: Value): number {
    const bytes = encode(printValue(value));
    const address = opa.opa_malloc(bytes.length);
    new Uint8Array(memory.buffer).set(bytes, address);
    const parsed = opa.opa_value_parse(address, bytes.length);
    if (parsed === 0) throw new Error('a value could not be given to the policy');
    return parsed;
  }

  const functions = resolveBuiltIns(v.parse(Numbers, toJson(read(opa.builtins()))));
  dispatch = (id, values) => {
    const result = functions.get(id)?.(...values.map(read));
    return result === undefined ? 0 : write(result);
  };
  const policy = v.parse(Policy, new LoadedPolicy({ instance }, memory, opa.opa_wasm_abi_minor_version.value));
  policy.setData(encode(data).buffer);

  return {
    entrypoints: Object.keys(policy.entrypoints).toSorted(),
    evaluate: (entrypoint, input) => {
      const id = policy.entrypoints[entrypoint];
      if (id === undefined) throw new Error(`the policy has no entry point ${entrypoint}`);
      const { dataAddr, dataHeapPtr } = policy;
      const bytes = encode(input);
      const end = dataHeapPtr + bytes.length;
      const lacking = end - memory.buffer.byteLength;
      if (lacking > 0) memory.grow(Math.ceil(lacking / pageSize));
      new Uint8Array(memory.buffer).set(bytes, dataHeapPtr);
      return resultOf(parseValue(text(opa.opa_eval(0, id, dataAddr, dataHeapPtr, bytes.length, end, valueFormat))));
    },
  };
}

const encode = (content: string) => new TextEncoder().encode(content);

function resolveBuiltIns(ids: Readonly<Record<string, number>>): ReadonlyMap<number, BuiltIn> {
  const missing = Object.keys(ids).filter((name) => !Object.hasOwn(builtIns, name));
  if (missing.length > 0)
    throw new Error(`the policy calls ${missing.toSorted().join(', ')}, which a policy may not use`);
  return new Map(
    Object.entries(ids).flatMap(([name, id]) => {
      const builtIn = builtIns[name];
      return builtIn === undefined ? [] : [[id, builtIn] as const];
    }),
  );
}

function resultOf(results: Value): unknown {
  const first = 'items' in results ? results.items[0] : undefined;
  const entry = first?.type === 'object' ? first.entries[0] : undefined;
  return entry === undefined ? undefined : toJson(entry[1]);
}
