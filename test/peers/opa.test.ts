import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEvaluator } from '@interlock/adapters/rego';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dist } from '../e2e/run-action.ts';
import { requirePeer } from './installation.ts';
import { policyInput } from './policy-inputs.ts';

const root = resolve(import.meta.dirname, '../..');
const policies = join(root, 'policies');
const folder = mkdtempSync(join(tmpdir(), 'interlock-opa-'));
const names = globSync('*/policy.rego', { cwd: policies })
  .map((path) => path.split('/')[0] ?? '')
  .toSorted();
const packageOf = (name: string) => `interlock.${name.replaceAll('-', '_')}`;

/** What OPA itself finds: all policies on all cases in one process. */
function findingsOfOpa(cases: readonly unknown[]): unknown {
  const data = join(folder, 'cases.json');
  writeFileSync(data, JSON.stringify({ cases }));
  const each = names.map((name) => `${JSON.stringify(name)}: data.${packageOf(name)}.findings`).join(', ');
  const query = `[found | some one in data.cases; found := {${each}} with input as one]`;
  const sources = globSync('*/policy.rego', { cwd: policies }).flatMap((path) => ['-d', path]);
  const args = ['eval', '--format=json', '-d', data, ...sources, query];
  const answer: unknown = JSON.parse(execFileSync(requirePeer('opa'), args, { cwd: policies, encoding: 'utf8' }));
  expect(answer).toMatchObject({ result: [{ expressions: [{ value: expect.any(Array) }] }] });
  return (answer as { result: [{ expressions: [{ value: unknown }] }] }).result[0].expressions[0].value;
}

/** What the shipped worker finds with the shipped policies. */
async function findingsOfBundle(input: unknown): Promise<unknown> {
  const evaluate = createEvaluator({ workerUrl: pathToFileURL(join(dist, 'rego-worker.js')) });
  const entrypoints = names.map((name) => `${packageOf(name).replaceAll('.', '/')}/findings`);
  const wasm = readFileSync(join(dist, 'policies/policy.wasm'));
  const found = await evaluate({ source: { wasm }, entrypoints, input, deadlineSeconds: 30 });
  if (!found.ok) return found.error;
  return Object.fromEntries(names.map((name, index) => [name, found.value[entrypoints[index] ?? '']]));
}

describe('the built-in policies', () => {
  const sources = globSync('*/*.rego', { cwd: policies }).toSorted();
  const opa = (...args: readonly string[]) =>
    spawnSync(requirePeer('opa'), [...args, ...sources], { cwd: policies, encoding: 'utf8' });

  it('pass their own tests, one file of tests for each policy', () => {
    expect(globSync('*/policy_test.rego', { cwd: policies })).toHaveLength(names.length);
    const { status, stdout } = opa('test', '--format=json');
    const results = JSON.parse(stdout) as readonly { readonly package: string; readonly fail?: boolean }[];
    expect(results.filter(({ fail }) => fail === true)).toEqual([]);
    expect(new Set(results.map((result) => result.package))).toEqual(
      new Set(names.map((name) => `data.${packageOf(name)}_test`)),
    );
    expect(status).toBe(0);
  }, 60_000);

  it('are formatted, and hold the strict checks', () => {
    expect(opa('fmt', '--list')).toMatchObject({ status: 0, stdout: '' });
    expect(opa('check', '--strict')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  }, 60_000);

  it('are what the pinned OPA compiles and finds, byte for byte', () => {
    const args = ['--conditions=source', 'scripts/build-policies.ts', '--check'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    expect(status).toBe(0);
  }, 120_000);

  it('find in generated inputs what opa eval finds', async () => {
    const seed = Date.now();
    const cases = fc
      .sample(policyInput, { numRuns: 30, seed })
      .map((value): unknown => JSON.parse(JSON.stringify(value)));
    const expected = findingsOfOpa(cases);
    const actual = [];
    for (const input of cases) actual.push(await findingsOfBundle(input));
    expect({ seed, found: actual }).toEqual({ seed, found: expected });
    const total = actual.flatMap((found) => Object.values(found as object)).flat().length;
    expect(total).toBeGreaterThan(10);
  }, 120_000);
});
