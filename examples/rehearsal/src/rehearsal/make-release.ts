import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Accepted } from './accept.ts';
import { store, type Candidate } from './build.ts';
import { release, type Release, type Stage } from './release.ts';
import { operate, type Run } from './run.ts';

/** Builds what was merged, which must be what was judged to the byte, and stores it. */
export async function makeRelease(
  run: Run,
  { candidate, commit }: Accepted,
  { stage, version }: { readonly stage: Stage; readonly version: string },
): Promise<Release & { readonly built: Candidate }> {
  run.world.journal.stage(`Release ${version} is built from main`);
  const made = await release(run, { commit, stage, version });
  if (made.digest !== candidate.digest) throw new Error('the release is not the candidate that was judged');
  if (run.deviation.store === 'moved-tag') await storeOther(run, made, `${stage}-${version}`);
  if (run.deviation.store === 'tampered') tamper(run, made);
  return made;
}

/** Another artifact, signed as well, under the same tag. */
async function storeOther(
  run: Run,
  { built, commit }: { readonly built: Candidate; readonly commit: string },
  tag: string,
) {
  const folder = join(run.evidence, 'other');
  const artifact = `${built.artifact}.other`;
  copyFileSync(built.artifact, artifact);
  appendFileSync(artifact, '\n// and one line more\n');
  const bundle = `${artifact}.sigstore.json`;
  await operate(run, {
    name: 'sign-artifact',
    flags: {
      'subject-path': artifact,
      key: run.world.people.signingKey,
      commit,
      'output-file': bundle,
      'checksums-file': `${folder}-checksums.txt`,
    },
    note: (outputs) => `another artifact ${outputs['subject-digest']?.slice(0, 19)}`,
  });
  await store(run, { ...built, artifact, bundle }, { tag, base: 'main' });
}

/** Writes other bytes into the store, under the name of the artifact's digest. */
function tamper({ world }: Run, { digest }: Release): void {
  writeFileSync(join(world.store, 'blobs', digest.replace(':', '/')), 'console.log("owned");\n');
}
