import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from '../run-action.ts';
import { bundleText, statementAbout } from './bundles.ts';
import { keys } from './keys.ts';

export const app = 'an artifact';
const commit = 'c'.repeat(40);
const predicate = {
  buildDefinition: {
    buildType: 'https://127.0.0.1/build/v1',
    externalParameters: {},
    resolvedDependencies: [{ digest: { gitCommit: commit } }],
  },
  runDetails: { builder: { id: 'https://127.0.0.1/builder' } },
};
export const sbom = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' });

/** A signed artifact, its SBOM and the key that verifies it. */
export const parts: Readonly<Record<string, string>> = {
  'app.tgz': app,
  'app.json': bundleText({ payload: statementAbout(app, { predicate }) }),
  'sbom.json': sbom,
  'pub.pem': keys.goodPublic,
};

/** What store-artifact needs beside the store. */
export const storing = {
  'subject-path': 'app.tgz',
  bundle: 'app.json',
  sbom: 'sbom.json',
  tag: 'release-1',
  'public-key': 'pub.pem',
};

/** What deploy-artifact needs beside the store. */
export const deploying = {
  reference: 'release-1',
  environment: 'production',
  config: 'deploy.yml',
  'public-key': 'pub.pem',
};

export const deployConfig = {
  deploy: { command: ['true'], timeoutSeconds: 1 },
  verifyRunning: { command: ['sh', '-c', 'sha256sum app.tgz | sed "s/^/sha256:/;s/ .*//"'], timeoutSeconds: 5 },
  artifacts: 'kept',
};

/** Stores the parts in a layout as store-artifact does; `left` are inputs that it is called without. */
export function storeRelease(folder: string, left: readonly (keyof typeof storing)[] = []): void {
  for (const [name, content] of Object.entries(parts)) writeFileSync(join(folder, name), content);
  const inputs = Object.entries(storing).filter(([name]) => !left.some((one) => one === name));
  const args = inputs.flatMap(([name, value]) => [`--${name}`, value]);
  const stored = spawnSync(
    process.execPath,
    [join(dist, 'interlock.js'), 'store-artifact', ...args, '--store', 'oci:store'],
    { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } },
  );
  if (stored.status !== 0) throw new Error(stored.stderr);
}

/** A layout with the release, and the configuration of its deployment; `change` spoils that. */
export function deployable(
  folder: string,
  change: (config: typeof deployConfig) => object = (config) => config,
  left: readonly (keyof typeof storing)[] = [],
): void {
  storeRelease(folder, left);
  mkdirSync(join(folder, 'kept'));
  writeFileSync(join(folder, 'deploy.yml'), JSON.stringify(change(deployConfig), null, 2));
}
