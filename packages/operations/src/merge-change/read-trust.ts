import { judgeSignature, noSignature, signaturePathOf, type ManifestSection } from '@interlock/core/agent-manifest';
import { agentNamed, agentsPath, type TrustedAgent } from '@interlock/core/agents';
import type { Change } from '@interlock/core/change';
import { judgeCommit, type JudgedCommit } from '@interlock/core/commit-signature';
import { signersAt, trustedKeysAt, type AllowedSigner } from '@interlock/core/evidence';
import { mapResult, ok, type Result } from '@interlock/core/failure';
import { whyNotTrusted, type TestRun } from '@interlock/core/lane';
import type { Repository, RequestState } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { readSigners } from '../verify-artifact/index.ts';
import type { MergeChangePorts } from './ports.ts';
import type { BaseSettings } from './read-base.ts';
import type { MergeableVerdict } from './read-files.ts';

export interface TrustSources {
  readonly repository: Repository;
  readonly change: Change;
  readonly request: RequestState;
  readonly manifest: ManifestSection | undefined;
  readonly settings: BaseSettings;
  readonly verdict: MergeableVerdict;
  readonly runs: readonly TestRun[];
}

/** Why the change is not for the lane trusted; nothing where it is. */
export async function readTrust(
  sources: TrustSources,
  ports: Pick<MergeChangePorts, 'clock' | 'verifyBundle'>,
): Promise<Result<readonly string[]>> {
  const { manifest, settings } = sources;
  if (settings.agents === undefined) return ok([`there is no ${agentsPath} on the base`]);
  const name = manifest?.declared?.agent.name;
  if (manifest === undefined || name === undefined) return ok(['it brings no manifest that can be read']);
  const agent = agentNamed(settings.agents, name);
  if (agent === undefined) return ok([`the agent ${oneLine(name, 100)} is not in ${agentsPath} of the base`]);
  return examine(agent, { ...sources, manifest }, ports);
}

async function examine(
  agent: TrustedAgent,
  sources: TrustSources & { readonly manifest: ManifestSection },
  ports: Pick<MergeChangePorts, 'clock' | 'verifyBundle'>,
): Promise<Result<readonly string[]>> {
  const { change, manifest, repository, request, runs, settings, verdict } = sources;
  const now = ports.clock.now();
  const listed = await readSigners(repository, change.base);
  if (!listed.ok && listed.error.kind !== 'missing-file') return listed;
  const signers = listed.ok ? listed.value : [];
  const own = signersAt(signers, now).filter(({ key }) => key.fingerprint === agent.key);
  const signed = await isSignedBy(own, { manifest, repository, head: change.head }, ports);
  if (!signed.ok) return signed;
  const commits = await judgeCommits(sources, signers, now);
  return mapResult(commits, (judged) =>
    whyNotTrusted({
      agent,
      principals: own.flatMap(({ principals }) => principals),
      change,
      baseBranch: request.baseBranch,
      production: settings.config.merge.production,
      manifest,
      isManifestItsOwn: signed.value,
      commits: judged,
      verdict,
      requiredChecks: settings.requiredChecks,
      runs,
      now,
    }),
  );
}

/** Another listed signer may have signed a manifest well; it is then not this agent's own. */
async function isSignedBy(
  own: readonly AllowedSigner[],
  {
    head,
    manifest,
    repository,
  }: { readonly head: string; readonly manifest: ManifestSection; readonly repository: Repository },
  { clock, verifyBundle }: Pick<MergeChangePorts, 'clock' | 'verifyBundle'>,
): Promise<Result<boolean>> {
  const file = signaturePathOf(manifest.path);
  if (manifest.signature.state !== 'good' || manifest.digest === undefined) return ok(false);
  const bundle = await repository.tree(head).read(file);
  if (!bundle.ok) return bundle;
  const keys = trustedKeysAt(own, clock.now());
  const signature =
    bundle.value === undefined
      ? noSignature
      : judgeSignature(verifyBundle(bundle.value, { keys, file }), manifest.digest);
  return ok(signature.state === 'good');
}

async function judgeCommits(
  { change, repository }: TrustSources,
  signers: readonly AllowedSigner[],
  now: number,
): Promise<Result<readonly JudgedCommit[]>> {
  const judged: JudgedCommit[] = [];
  for (const commit of change.commits) {
    const raw = await repository.rawCommit(commit.id);
    if (!raw.ok) return raw;
    judged.push(judgeCommit({ commit, raw: raw.value }, signers, now));
  }
  return ok(judged);
}
