import { ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { verifyArtifact } from './declaration.ts';
import { verificationSummary } from './summary.ts';
import { findTrustedKeys, type TrustPorts } from './trusted-keys.ts';
import { verifySubject, type ArtifactPorts } from './verify-artifact.ts';

export interface VerifyArtifactPorts extends ArtifactPorts, TrustPorts {
  readonly reporter: Reporter;
}

export const handleVerifyArtifact: Handler<typeof verifyArtifact, VerifyArtifactPorts> = async (inputs, ports) => {
  const { bundle, subjectPath, predicateType } = inputs;
  const trust = await findTrustedKeys(inputs, ports);
  if (!trust.ok) return trust;
  const { keys } = trust.value;
  const answer = await verifySubject({ subjectPath, bundlePath: bundle, predicateType, keys }, ports);
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
