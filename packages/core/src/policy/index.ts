export { parsePolicyInput, type PolicyInput, type PolicySection, type ReportsSection } from './input.ts';
export { findPack, parsePolicyManifest, type PolicyManifest } from './packs.ts';
