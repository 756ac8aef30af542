import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createEvaluator } from './index.ts';

const evaluate = createEvaluator({ workerUrl: new URL('../rego-worker/worker.ts', import.meta.url) });
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const wasm = (name: string) => readFileSync(fixture(`${name}.wasm`));

describe('createEvaluator', () => {
  it('prints every value with every verb as OPA does', async () => {
    const expected: unknown = JSON.parse(readFileSync(fixture('formats.expected.json'), 'utf8'));
    const result = await evaluate({
      source: { wasm: wasm('formats') },
      entrypoints: [],
      input: {},
      deadlineSeconds: 30,
    });
    expect(result.ok ? {} : result.error).toEqual({});
    if (!result.ok) return;
    const { 'formats/findings': findings, 'formats/missing': missing, 'formats/extra': extra } = result.value;
    expect({ findings, missing, extra }).toEqual(expected);
  });

  it('ends a policy at the deadline', async () => {
    const result = await evaluate({ source: { wasm: wasm('slow') }, entrypoints: [], input: {}, deadlineSeconds: 0.5 });
    expect(result).toMatchObject({ ok: false, error: { kind: 'deadline-exceeded' } });
  });

  it('names a built-in that a policy may not use', async () => {
    const result = await evaluate({
      source: { wasm: wasm('unknown') },
      entrypoints: [],
      input: {},
      deadlineSeconds: 30,
    });
    expect(result).toMatchObject({ ok: false, error: { kind: 'evaluation-failed' } });
    expect(result.ok ? '' : result.error.message).toContain('http.send');
  });

  it.each([
    ['no WebAssembly', Buffer.from('hello'), []],
    ['an entry point that is not there', wasm('formats'), ['formats/nothing']],
  ])('fails for %s', async (_, bytes, entrypoints) => {
    const result = await evaluate({ source: { wasm: bytes }, entrypoints, input: {}, deadlineSeconds: 30 });
    expect(result).toMatchObject({ ok: false, error: { kind: 'evaluation-failed' } });
  });
});
