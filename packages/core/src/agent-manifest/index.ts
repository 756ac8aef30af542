export { type ChangePlace } from './check-identity.ts';
export { checkManifest, type CheckedManifest } from './check-manifest.ts';
export {
  manifestCheckSchema,
  manifestSectionSchema,
  type ManifestCheck,
  type ManifestSection,
} from './check-schema.ts';
export { coversPath } from './check-scope.ts';
export { draftManifest, type DraftFacts } from './draft.ts';
export { findManifest, isManifestPath, manifestFolder, signaturePathOf, type FoundManifest } from './find-manifest.ts';
export { checkKind } from './hotfix.ts';
export { manifestCheckOf } from './manifest-check.ts';
export { observe, type Observed } from './observe.ts';
export { parseManifest } from './parse-manifest.ts';
export { isAboutScope, problem, problemKinds, type ManifestProblem } from './problem.ts';
export { agentManifestSchema, capabilities, type AgentManifest, type Capability } from './schema.ts';
export {
  judgeSignature,
  manifestPredicateSchema,
  manifestPredicateType,
  manifestStatement,
  noSignature,
  type ManifestSignature,
} from './signature.ts';
