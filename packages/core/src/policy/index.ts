export {
  parsePolicyInput,
  policyInputSchema,
  renderPolicyInput,
  type PolicyInput,
  type PolicySection,
  type ReportsSection,
} from './input.ts';
export { findPack, parsePolicyManifest, policyManifestSchema, type PolicyManifest } from './packs.ts';
