export { verifyArtifact } from './declaration.ts';
export { handleVerifyArtifact, type VerifyArtifactPorts } from './handler.ts';
export { findTrustedKeys, signerKeys, type TrustPorts } from './trusted-keys.ts';
export {
  findSubject,
  verifyStatement,
  verifySubject,
  type ArtifactClaim,
  type ArtifactPorts,
  type VerifiedArtifact,
} from './verify-artifact.ts';
export { readSigners, signersFile } from './read-signers.ts';
export { trustInputs } from './trust-inputs.ts';
