import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { requirePeer } from '../test/peers/installation.ts';

const root = resolve(import.meta.dirname, '..');
const policies = join(root, 'policies');
const Packs = v.strictObject({
  policies: v.record(v.string(), v.strictObject({ needs: v.string() })),
  packs: v.record(
    v.string(),
    v.strictObject({ absentEvidence: v.picklist(['block', 'not-evaluated']), policies: v.array(v.string()) }),
  ),
});

const Expression = v.object({ value: v.unknown() });
const Answer = v.object({ result: v.tuple([v.object({ expressions: v.tuple([Expression]) })]) });

/** The pinned OPA, as `test:peers` installs it: another one would compile other bytes. */
function opa(...args: readonly string[]): string {
  const program = requirePeer('opa');
  return execFileSync(program, args, { cwd: policies, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const entrypointOf = (name: string): string => `interlock/${name.replaceAll('-', '_')}/findings`;

/** OPA's own compiler makes a bundle; only its policy.wasm is taken, because the archive carries the time. */
function compile(names: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-policies-'));
  try {
    const bundle = join(folder, 'bundle.tar.gz');
    const entrypoints = names.flatMap((name) => ['-e', entrypointOf(name)]);
    const sources = names.map((name) => `${name}/policy.rego`);
    opa('build', '-t', 'wasm', '--prune-unused', ...entrypoints, '-o', bundle, ...sources);
    return execFileSync('tar', ['-xzPOf', bundle, '/policy.wasm'], { maxBuffer: 1 << 26 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `opa eval` itself finds in each fixture: the oracle of the evaluator's tests. */
function expectedFindings(): readonly (readonly [string, Uint8Array])[] {
  return globSync('*/fixtures/*.input.json', { cwd: policies })
    .toSorted()
    .map((path) => {
      const name = path.split('/')[0] ?? '';
      const query = `data.${entrypointOf(name).replaceAll('/', '.')}`;
      const answer = v.parse(Answer, JSON.parse(opa('eval', '-i', path, '-d', `${name}/policy.rego`, query)));
      const findings = answer.result[0].expressions[0].value;
      return [path.replace('.input.', '.findings.'), Buffer.from(`${JSON.stringify(findings, null, 2)}\n`)];
    });
}

function artefacts(): ReadonlyMap<string, Uint8Array> {
  const packs = v.parse(Packs, JSON.parse(readFileSync(join(policies, 'packs.json'), 'utf8')));
  const names = Object.keys(packs.policies).toSorted();
  const sources = globSync('*/*.rego', { cwd: policies }).toSorted();
  opa('check', '--strict', ...sources);
  opa('test', ...sources);
  const wasm = compile(names);
  const manifest = {
    schema: 'interlock/policies/v1',
    opa: /^Version: (.+)$/m.exec(opa('version'))?.[1] ?? 'unknown',
    wasm: sha256(wasm),
    policies: Object.fromEntries(
      names.map((name) => [name, { entrypoint: entrypointOf(name), needs: packs.policies[name]?.needs }]),
    ),
    packs: packs.packs,
    sources: Object.fromEntries(sources.map((path) => [path, sha256(readFileSync(join(policies, path)))])),
  };
  return new Map([
    ['compiled/policy.wasm', wasm],
    ['compiled/manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
    ...expectedFindings(),
  ]);
}

const check = process.argv.includes('--check');
mkdirSync(join(policies, 'compiled'), { recursive: true });
for (const [name, content] of artefacts()) {
  const file = join(policies, name);
  if (existsSync(file) && readFileSync(file).equals(content)) continue;
  console.log(`${check ? 'stale' : 'wrote'} policies/${name}`);
  if (check) process.exitCode = 1;
  else writeFileSync(file, content);
}
