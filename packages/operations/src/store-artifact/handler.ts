import { ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, NamedFile, WriteFile } from '@interlock/core/ports';
import {
  parseStageTag,
  parseStoreLocation,
  planStorage,
  storePlan,
  type OpenStore,
  type PlannedReferrer,
  type StoragePlan,
  type Stored,
} from '@interlock/core/store';
import { escapeMarkdown, inlineCode } from '@interlock/core/text';
import { findTrustedKeys, type ArtifactPorts, type TrustPorts } from '../verify-artifact/index.ts';
import type { storeArtifact } from './declaration.ts';
import { readParts, type VerifiedParts } from './read-parts.ts';

export interface StoreArtifactPorts extends ArtifactPorts, TrustPorts {
  readonly openStore: OpenStore;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly reporter: Reporter;
}

type Inputs = InputsOf<typeof storeArtifact>;

/** Exit 0: everything is stored under the tag. 1: the tag names something else, or a bundle does not verify. */
export const handleStoreArtifact: Handler<typeof storeArtifact, StoreArtifactPorts> = async (inputs, ports) => {
  const stored = await store(inputs, ports);
  if (!stored.ok) return stored;
  const { artifact, bundles, sbom, store: location, tag } = stored.value;
  const written = await ports.writeFile(inputs.outputFile, `${JSON.stringify(stored.value, null, 2)}\n`);
  if (!written.ok) return written;
  const documents = `${sbom === undefined ? 'no SBOM' : 'SBOM'}, ${bundles.length} bundle${bundles.length === 1 ? '' : 's'}`;
  ports.reporter.summary(
    `Interlock: stored · ${inlineCode(tag)} in ${escapeMarkdown(location)} · ${inlineCode(artifact.name)} ${artifact.digest} · ${documents}`,
  );
  return ok({
    exitCode: 0,
    outputs: {
      reference: `${location}@${artifact.manifest}`,
      manifestDigest: artifact.manifest,
      artifactDigest: artifact.digest,
      storedPath: inputs.outputFile,
    },
  });
};

async function store(inputs: Inputs, ports: StoreArtifactPorts): Promise<Result<Stored>> {
  const tag = parseStageTag(inputs.tag);
  if (!tag.ok) return tag;
  const location = parseStoreLocation(inputs.store);
  if (!location.ok) return location;
  const { credentials, outputFile, tokenHost } = inputs;
  const opened = ports.openStore(location.value, { credentials, tokenHost, actions: 'pull,push' });
  if (!opened.ok) return opened;
  const free = await ports.checkOutputs([{ input: 'output-file', path: outputFile }], filesRead(inputs));
  if (!free.ok) return free;
  const trust = await findTrustedKeys(inputs, ports);
  if (!trust.ok) return trust;
  const parts = await readParts(inputs, trust.value.keys, ports);
  if (!parts.ok) return parts;
  const plan = planStorage(parts.value);
  const done = await storePlan(opened.value, plan, tag.value);
  return done.ok ? ok(describe(location.value.text, tag.value, parts.value, plan)) : done;
}

function filesRead({ bundle, publicKey, sbom, subjectPath }: Inputs): readonly NamedFile[] {
  const named = { 'subject-path': subjectPath, sbom, 'public-key': publicKey };
  return [
    ...Object.entries(named).flatMap(([input, path]) => (path === undefined ? [] : [{ input, path }])),
    ...bundle.map((path) => ({ input: 'bundle', path })),
  ];
}

function describe(store: string, tag: string, { artifact, bundles }: VerifiedParts, plan: StoragePlan): Stored {
  const part = ({ blob, manifest }: PlannedReferrer) => ({
    manifest: manifest.descriptor.digest,
    digest: blob.digest,
    size: blob.size,
  });
  const { digest, name, size } = artifact;
  return {
    schema: 'interlock/stored/v1',
    store,
    tag,
    artifact: { manifest: plan.artifact.descriptor.digest, digest, size, name },
    ...(plan.sbom === undefined ? {} : { sbom: part(plan.sbom) }),
    bundles: plan.bundles.flatMap((planned, index) => {
      const bundle = bundles[index];
      return bundle === undefined
        ? []
        : [{ ...part(planned), predicateType: bundle.predicateType, signer: bundle.signer }];
    }),
  };
}
