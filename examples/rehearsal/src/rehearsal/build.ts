import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../program.ts';
import type { Proposed } from './propose.ts';
import { checkout } from './repository.ts';
import { operate, type Run } from './run.ts';

/** A build of a commit, with its SBOM and its signature. */
export interface Candidate {
  readonly digest: string;
  readonly artifact: string;
  readonly bundle: string;
  readonly sbom: string;
}

/**
 * What a forge says to the job that signs. The rehearsal plays the forge: an artifact that is signed on a terminal is a
 * mere claim, which no policy takes for more.
 */
const signingJob = {
  GITLAB_CI: 'true',
  CI: 'true',
  CI_SERVER_URL: 'http://127.0.0.1',
  CI_API_V4_URL: 'http://127.0.0.1/api/v4',
  CI_PROJECT_PATH: 'shop/orders',
};

/** Builds the head, lists what is in it, signs it and stores it as a candidate. */
export async function buildCandidate(run: Run, { base, head }: Proposed): Promise<Candidate> {
  const candidate = await build(run, 'candidate', head);
  await store(run, candidate, { tag: `candidate-${head}`, base });
  return candidate;
}

/** `name` also names the folder of evidence. Runs the build script of the commit. */
export async function build(
  run: Pick<Run, 'world' | 'evidence' | 'name'>,
  name: string,
  commit: string,
): Promise<Candidate> {
  const { evidence, world } = run;
  const cwd = await checkout(world, `${name}-${run.name}`, commit);
  const folder = join(evidence, name);
  mkdirSync(folder, { recursive: true });
  const at = (file: string) => join(folder, file);
  await world.journal.step(`build the ${name}`, async () => {
    await mustRun(process.execPath, ['scripts/build.ts'], { cwd });
    copyFileSync(join(cwd, 'dist/service.mjs'), at('service.mjs'));
    return [`of ${commit.slice(0, 7)}`, undefined];
  });
  await operate(run, {
    name: 'generate-sbom',
    cwd,
    flags: { 'output-file': at('sbom.cdx.json') },
    note: (outputs) => `${outputs['component-count']} components`,
  });
  const bundle = at('service.mjs.sigstore.json');
  const signed = await operate(run, {
    name: 'sign-artifact',
    cwd: folder,
    flags: {
      'subject-path': 'service.mjs',
      key: world.people.signingKey,
      commit,
      'output-file': bundle,
      'checksums-file': at('checksums.txt'),
    },
    environment: signingJob,
    note: (outputs) => `${name} ${outputs['subject-digest']?.slice(0, 19)}`,
  });
  return { digest: signed['subject-digest'] ?? '', artifact: at('service.mjs'), bundle, sbom: at('sbom.cdx.json') };
}

/** Stores artifact, SBOM and bundle under a new tag; answers the digest of the manifest, which a deployment is given. */
export async function store(
  run: Pick<Run, 'world' | 'evidence'>,
  { artifact, bundle, sbom }: Candidate,
  { base, tag }: { readonly base: string; readonly tag: string },
): Promise<string> {
  const { evidence, world } = run;
  const outputs = await operate(run, {
    name: 'store-artifact',
    flags: {
      'subject-path': artifact,
      bundle,
      sbom,
      store: `oci:${world.store}`,
      tag,
      repository: world.origin,
      base,
      'output-file': join(evidence, `stored-${tag}.json`),
    },
    note: (stored) => `${tag.slice(0, 19)} is ${stored['manifest-digest']?.slice(0, 19)}`,
  });
  return outputs['manifest-digest'] ?? '';
}
