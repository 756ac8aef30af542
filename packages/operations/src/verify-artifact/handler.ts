import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import { resolveRange, type ChangePorts } from '../change-inputs.ts';
import type { verifyArtifact } from './declaration.ts';
import { verificationSummary } from './summary.ts';
import { findTrustedKeys, type TrustInputs, type TrustPorts } from './trusted-keys.ts';
import { verifySubject, type ArtifactPorts } from './verify-artifact.ts';

export interface VerifyArtifactPorts extends ArtifactPorts, TrustPorts, ChangePorts {
  readonly reporter: Reporter;
}

export const handleVerifyArtifact: Handler<typeof verifyArtifact, VerifyArtifactPorts> = async (inputs, ports) => {
  const { bundle, subjectPath, predicateType } = inputs;
  const trust = await trustOf(inputs, ports);
  if (!trust.ok) return trust;
  const keys = await findTrustedKeys(trust.value, ports);
  if (!keys.ok) return keys;
  const answer = await verifySubject({ subjectPath, bundlePath: bundle, predicateType, keys: keys.value }, ports);
  if (!answer.ok) return answer;
  ports.reporter.summary(verificationSummary(answer.value));
  const { signer, digest } = answer.value;
  return ok({
    exitCode: 0,
    outputs: {
      verified: 'true',
      signer: signer.principal ?? signer.fingerprint,
      subjectDigest: digest,
      predicateType: answer.value.predicateType,
    },
  });
};

/** A change request trusts the signers of its own base: a variable of a pipeline can set an input, and the job hold any file. */
async function trustOf({ base, publicKey, repository }: TrustInputs, ports: ChangePorts): Promise<Result<TrustInputs>> {
  if (ports.runContext.changeRequest === undefined) return ok({ base, publicKey, repository });
  if (publicKey !== undefined) {
    return fail('usage', 'Input public-key: in a change request the base alone says who may sign.', {
      hint: 'Leave public-key out, and list the signers in .interlock/signers on the base branch.',
    });
  }
  const range = await resolveRange({ base, head: undefined, repository }, ports);
  return range.ok ? ok({ base: range.value.base, publicKey, repository }) : range;
}
