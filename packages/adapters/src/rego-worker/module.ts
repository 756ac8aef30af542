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
  opa_json_parse: call,
  opa_value_parse: call,
  opa_value_dump: call,
  opa_heap_ptr_get: call,
  builtins: call,
  entrypoints: call,
});
const Numbers = v.record(v.string(), v.number());

export interface PolicyModule {
  readonly entrypoints: readonly string[];
  /** `undefined` where the policy says nothing. Throws where the evaluation breaks off. */
  evaluate(entrypoint: string, input: string): unknown;
}

/** Instantiates a policy that `opa build -t wasm` made. Throws an Error that says what the policy asks for in vain. */
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

  function text(address: number): string {
    const bytes = new Uint8Array(memory.buffer);
    return new TextDecoder().decode(bytes.subarray(address, bytes.indexOf(0, address)));
  }

  const read = (address: number): Value => parseValue(text(opa.opa_value_dump(address)));

  function write(content: string, parse: (address: number, length: number) => number): number {
    const bytes = new TextEncoder().encode(content);
    const address = opa.opa_malloc(bytes.length);
    new Uint8Array(memory.buffer).set(bytes, address);
    const parsed = parse(address, bytes.length);
    if (parsed === 0) throw new Error('a value could not be given to the policy');
    return parsed;
  }

  const numbersAt = (address: number) => v.parse(Numbers, toJson(read(address)));
  const functions = resolveBuiltIns(numbersAt(opa.builtins()));
  dispatch = (id, values) => {
    const result = functions.get(id)?.(...values.map(read));
    return result === undefined ? 0 : write(printValue(result), opa.opa_value_parse);
  };
  const entrypoints = numbersAt(opa.entrypoints());
  const dataAddress = write(data, opa.opa_json_parse);
  const heap = opa.opa_heap_ptr_get();

  return {
    entrypoints: Object.keys(entrypoints).toSorted(),
    evaluate: (entrypoint, input) => {
      const id = entrypoints[entrypoint];
      if (id === undefined) throw new Error(`the policy has no entry point ${entrypoint}`);
      const bytes = new TextEncoder().encode(input);
      const lacking = heap + bytes.length - memory.buffer.byteLength;
      if (lacking > 0) memory.grow(Math.ceil(lacking / pageSize));
      new Uint8Array(memory.buffer).set(bytes, heap);
      const end = heap + bytes.length;
      const results = parseValue(text(opa.opa_eval(0, id, dataAddress, heap, bytes.length, end, valueFormat)));
      return resultOf(results);
    },
  };
}

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
