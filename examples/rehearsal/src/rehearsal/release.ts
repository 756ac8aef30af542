import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interlock } from '../interlock.ts';
import { mustRun, runProgram } from '../program.ts';
import { checkout } from './repository.ts';
import type { World } from './world.ts';

export interface Release {
  readonly version: string;
  readonly commit: string;
  readonly digest: string;
  /** The artifact in the store, and its bundle beside it. */
  readonly artifact: string;
  readonly bundle: string;
}

/** Builds a commit of main again, signs the build and puts it into the store. */
export async function release(world: World, version: string, commit: string): Promise<Release> {
  const { journal } = world;
  const folder = join(world.store, version);
  mkdirSync(folder);
  const artifact = join(folder, 'service.mjs');
  const bundle = join(folder, 'service.mjs.sigstore.json');
  const built = await checkout(world, `release-${version}`, commit);
  const digest = await journal.step('build and sign the release', async () => {
    await mustRun(process.execPath, ['scripts/build.ts'], { cwd: built });
    copyFileSync(join(built, 'dist/service.mjs'), artifact);
    const { outputs } = await interlock(
      'sign-artifact',
      {
        'subject-path': 'service.mjs',
        key: world.signingKey,
        commit,
        'output-file': bundle,
        'checksums-file': join(folder, 'checksums.txt'),
      },
      { cwd: folder },
    );
    return [`${version} is ${outputs['subject-digest']?.slice(0, 19)}`, outputs['subject-digest'] ?? ''] as const;
  });
  return { version, commit, digest, artifact, bundle };
}

/** Checks the signature against the signers of main, then deploys into a slot. */
export async function deploy(world: World, slot: 'baseline' | 'canary', one: Release): Promise<void> {
  await world.journal.step(`verify and deploy ${one.version} as ${slot}`, async () => {
    const trust = { repository: world.origin, base: 'main' };
    await interlock(
      'verify-artifact',
      { 'subject-path': one.artifact, bundle: one.bundle, ...trust },
      { cwd: world.folder },
    );
    const [program, ...args] = deployCommand(world, slot, one.version);
    const environment = { INTERLOCK_ARTIFACT_PATH: one.artifact, INTERLOCK_ARTIFACT_DIGEST: one.digest };
    return [`runs ${await mustRun(program, args, { cwd: world.folder, environment })}`.slice(0, 24), undefined];
  });
}

/** The deployment hook of a slot; it answers the digest that runs. */
export function deployCommand(world: World, slot: string, version: string): readonly [string, ...string[]] {
  const hook = join(import.meta.dirname, '../hooks/deploy.ts');
  return [process.execPath, hook, world.target.port, world.token, slot, version];
}

/** The digest that runs in a slot, as the service itself answers. */
export async function runningDigest(world: World, slot: string): Promise<string> {
  const { stdout } = await runProgram(process.execPath, runningCommand(world, slot).slice(1), {
    cwd: world.folder,
  });
  return stdout.trim();
}

export function runningCommand(world: World, slot: string): readonly [string, ...string[]] {
  return [process.execPath, join(import.meta.dirname, '../hooks/running-digest.ts'), world.target.port, slot];
}

/** Adds a deployment to the history that `auto-rollback` reads. */
export function recordDeployment(world: World, one: Release): void {
  const file = join(world.store, 'deployments.json');
  const history = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]) : [];
  const deployment = {
    digest: one.digest,
    path: join(one.version, 'service.mjs'),
    bundle: join(one.version, 'service.mjs.sigstore.json'),
    commit: one.commit,
    deployedAt: new Date().toISOString(),
    environment: 'production',
  };
  writeFileSync(file, `${JSON.stringify([...history, deployment], null, 2)}\n`);
}
