export { parseAllowedSigners, signersAt, type AllowedSigner } from './allowed-signers.ts';
export { bundleMediaType, preAuthEncoding, statementPayloadType } from './pre-auth-encoding.ts';
export {
  cyclonedxType,
  sbomStatement,
  testResultStatement,
  testResultType,
  verificationSummaryStatement,
  verificationSummaryType,
  type TestResultFacts,
  type VerificationSummaryFacts,
} from './predicates.ts';
export {
  buildTypes,
  localBuilderId,
  provenanceStatement,
  provenanceType,
  readProvenance,
  type ProvenanceFacts,
  type ProvenanceSummary,
} from './provenance.ts';
export { publicKeyFromPem, trustedKeysAt, type TrustedKey } from './public-key.ts';
export {
  type BundleTrust,
  type LoadSigningKey,
  type SigningKey,
  type SigningKeySource,
  type SignStatement,
  type VerifiedStatement,
  type VerifyBundle,
} from './signing.ts';
export { parseSshKey, spkiToSshKey, type SshKeyType, type SshPublicKey } from './ssh-key.ts';
export { parseSshSignature, type SshSignature } from './ssh-signature.ts';
export {
  parseStatement,
  statementSchema,
  statementType,
  type ParsedStatement,
  type ResourceDescriptor,
  type Statement,
  type Subject,
} from './statement.ts';
