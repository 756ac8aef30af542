import { fail, failureKinds, ok, type Failure, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { ArtifactTrust, RollbackPorts } from './ports.ts';
import type { RollbackTarget } from './record.ts';

type ArtifactPorts = Pick<RollbackPorts, 'hashFile' | 'verifyArtifact'>;

/** File digest and signature of an artifact, both checked now. */
export async function checkTarget(
  target: RollbackTarget,
  trust: ArtifactTrust,
  ports: ArtifactPorts,
): Promise<Result<RollbackTarget>> {
  const hash = await ports.hashFile(target.path);
  if (!hash.ok) return hash;
  if (hash.value.size === 0) return fail('not-verified', 'The artifact is empty (0 bytes).', { file: target.path });
  if (hash.value.digest !== target.digest)
    return fail('not-verified', `${oneLine(target.path)} is ${hash.value.digest}, expected ${target.digest}.`);
  const verified = await ports.verifyArtifact(target.path, target.bundle, trust);
  if (!verified.ok) return verified;
  return verified.value.digest === target.digest
    ? ok(target)
    : fail('not-verified', `The signature is for ${verified.value.digest}, expected ${target.digest}.`);
}

export interface Choice {
  readonly target: RollbackTarget | undefined;
  /** Why newer candidates were passed over. */
  readonly rejected: readonly string[];
}

/**
 * The first candidate that verifies. Only a wrong or missing artifact passes to an older one; a fault of the
 * environment (a time-out, an unreachable service) or of the trusted keys stops the choice, because the newest good one
 * may be the one hidden by it.
 */
export async function chooseTarget(
  candidates: readonly RollbackTarget[],
  trust: ArtifactTrust,
  ports: ArtifactPorts,
): Promise<Result<Choice>> {
  const rejected: string[] = [];
  for (const { digest, path, bundle, commit } of candidates) {
    const checked = await checkTarget({ digest, path, bundle, commit }, trust, ports);
    if (checked.ok) return ok({ target: checked.value, rejected });
    if (stopsTheChoice(checked.error, trust)) return checked;
    const { file, message } = checked.error;
    rejected.push(`${digest}: ${file === undefined ? '' : `${oneLine(file)}: `}${message}`);
  }
  return ok({ target: undefined, rejected });
}

function stopsTheChoice({ file, kind }: Failure, trust: ArtifactTrust): boolean {
  const isEnvironment = failureKinds[kind].exitCode === 3;
  return isEnvironment || file === ('signers' in trust ? trust.signers : trust.publicKey);
}
