import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../program.ts';
import { build, store, type Candidate } from './build.ts';
import { operate, type Run } from './run.ts';
import type { Site } from './site.ts';

export interface Release {
  readonly version: string;
  readonly commit: string;
  /** Of the artifact, and of its manifest in the store. */
  readonly digest: string;
  readonly manifest: string;
}

export type Stage = 'staging' | 'release';

/** Builds a commit of main again, signs the build and stores it under a tag that is never moved. */
export async function release(
  run: Pick<Run, 'world' | 'evidence' | 'name'>,
  { commit, stage, version }: { readonly commit: string; readonly stage: Stage; readonly version: string },
): Promise<Release & { readonly built: Candidate }> {
  const built = await build(run, stage, commit);
  const manifest = await store(run, built, { tag: `${stage}-${version}`, base: 'main' });
  return { version, commit, digest: built.digest, manifest, built };
}

export type Slot = 'baseline' | 'canary';

/** Where a release is deployed, and whether the evidence of its change must show how it came to be. */
export interface Place {
  readonly site: Site;
  readonly slot: Slot;
  readonly chain: 'required' | 'optional';
}

/** Verifies what is stored, then deploys it into a slot of a site, and records what the target says that it runs. */
export async function deploy(
  run: Pick<Run, 'world' | 'evidence'>,
  { chain, slot, site }: Place,
  { manifest, version }: Release,
): Promise<void> {
  const { evidence, world } = run;
  // Only what all traffic goes to is a deployment that a rollback may come back to.
  const environment = slot === 'baseline' ? site.name : `${site.name}-canary`;
  const name = `deploy-${environment}-${version}`;
  const config = join(evidence, `${name}-config.json`);
  const hook = (command: readonly string[]) => ({ command, timeoutSeconds: 30 });
  const settings = {
    deploy: hook(deployCommand(site, slot, version)),
    verifyRunning: hook(runningCommand(site, slot)),
    artifacts: site.deployed,
    chain,
  };
  mkdirSync(evidence, { recursive: true });
  writeFileSync(config, `${JSON.stringify(settings, null, 2)}\n`);
  await operate(run, {
    name: 'deploy-artifact',
    flags: {
      store: `oci:${world.store}`,
      reference: manifest,
      environment,
      config,
      repository: world.origin,
      base: 'main',
      ...(chain === 'required' ? { evidence } : {}),
      'output-file': join(evidence, `${name}.json`),
    },
    note: (outputs) => `${version} in ${environment} runs ${outputs['running-digest']?.slice(0, 19)}`,
  });
}

/** The deployment hook of a slot; it answers the digest that runs. */
export function deployCommand(site: Site, slot: Slot, version: string): readonly [string, ...string[]] {
  const hook = join(import.meta.dirname, '../hooks/deploy.ts');
  return [process.execPath, hook, site.target.port, site.token, slot, version];
}

/** The digest that runs in a slot, as the service itself answers. */
export async function runningDigest(site: Site, slot: Slot): Promise<string> {
  const [program, ...args] = runningCommand(site, slot);
  const { stdout } = await runProgram(program, args, { cwd: site.world.folder });
  return stdout.trim();
}

export function runningCommand(site: Site, slot: Slot): readonly [string, ...string[]] {
  return [process.execPath, join(import.meta.dirname, '../hooks/running-digest.ts'), site.target.port, slot];
}
