import { brokenChain, type Promotion } from '@interlock/core/audit';
import type { VerifyBundle } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import { findTrust, readEvidence, type ReadPorts } from '../audit/index.ts';
import type { TrustPorts } from '../verify-artifact/index.ts';
import type { deployArtifact } from './declaration.ts';

export interface ChainPorts extends ReadPorts, Pick<TrustPorts, 'openRepository' | 'clock'> {
  readonly verifyBundle: VerifyBundle;
}

type Inputs = Pick<InputsOf<typeof deployArtifact>, 'base' | 'evidence' | 'publicKey' | 'repository'>;

/** Evidence that is given must hold, also where none is needed. Fails with `not-verified` and names what is missing. */
export async function requireChain(
  { evidence, ...inputs }: Inputs,
  { needed, promotion }: { readonly needed: boolean; readonly promotion: Promotion },
  ports: ChainPorts,
): Promise<Result<void>> {
  if (evidence === undefined && !needed) return ok(undefined);
  if (evidence === undefined)
    return fail('usage', 'The configuration says chain: required, and no evidence was given.', {
      hint: 'Give evidence: the folder of the change that the artifact was built from.',
    });
  const trust = await findTrust({ ...inputs, signers: undefined, approvers: undefined }, ports);
  if (!trust.ok) return trust;
  const files = await readEvidence(evidence, ports);
  if (!files.ok) return files;
  const broken = brokenChain(files.value, { ...trust.value, verifyBundle: ports.verifyBundle }, promotion);
  if (broken === undefined) return ok(undefined);
  return fail('not-verified', `The chain from the commit to this artifact does not hold: ${broken}.`, {
    file: evidence,
    hint: 'interlock audit tells all that holds and what does not; deploy nothing before you know why.',
  });
}
