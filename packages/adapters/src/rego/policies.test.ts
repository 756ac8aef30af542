import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parsePolicyManifest } from '@interlock/core/policy';
import { createEvaluator } from './index.ts';

const policies = resolve(import.meta.dirname, '../../../../policies');
const read = (path: string): unknown => JSON.parse(readFileSync(join(policies, path), 'utf8'));
const sha256 = (path: string) =>
  `sha256:${createHash('sha256')
    .update(readFileSync(join(policies, path)))
    .digest('hex')}`;
const evaluate = createEvaluator({ workerUrl: new URL('../rego-worker/worker.ts', import.meta.url) });

describe('the built-in policies', () => {
  it('are compiled from the sources that are here', () => {
    const manifest = parsePolicyManifest(read('compiled/manifest.json'));
    const sources = globSync('*/*.rego', { cwd: policies }).toSorted();
    expect(manifest).toMatchObject({
      ok: true,
      value: {
        wasm: sha256('compiled/policy.wasm'),
        sources: Object.fromEntries(sources.map((path) => [path, sha256(path)])),
      },
    });
  });

  it.each(globSync('*/fixtures/*.input.json', { cwd: policies }).toSorted())(
    'find in %s what OPA finds',
    async (path) => {
      const entrypoint = `interlock/${(path.split('/')[0] ?? '').replaceAll('-', '_')}/findings`;
      const wasm = readFileSync(join(policies, 'compiled/policy.wasm'));
      const result = await evaluate({
        source: { wasm },
        entrypoints: [entrypoint],
        input: read(path),
        deadlineSeconds: 30,
      });
      expect(result).toEqual({ ok: true, value: { [entrypoint]: read(path.replace('.input.', '.findings.')) } });
    },
  );
});
