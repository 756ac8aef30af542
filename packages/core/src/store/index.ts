export { descriptorSchema, emptyBlob, type Descriptor } from './descriptor.ts';
export { encodeImageIndex, parseImageIndex } from './image-index.ts';
export { storeLimits } from './limits.ts';
export { isLoopback, parseStoreLocation, type StoreLocation } from './location.ts';
export { named, parseManifest, type EncodedManifest, type Manifest } from './manifest.ts';
export {
  artifactType,
  indexType,
  manifestType,
  predicateAnnotation,
  refNameAnnotation,
  sbomType,
  titleAnnotation,
} from './media-types.ts';
export { planStorage, type ArtifactParts, type PlannedReferrer, type StoragePlan } from './plan.ts';
export { type ArtifactStore, type BlobSource, type OpenStore, type StoreAccess } from './store.ts';
export { storedSchema, type Stored } from './stored.ts';
export { parseReference, parseStageTag, type Reference } from './tag.ts';
export { storePlan } from './store-plan.ts';
export { readRelease, type StoredDocument, type StoredRelease } from './read-release.ts';
export { tagConflict } from './tag-conflict.ts';
