import { sha256 } from '@interlock/core/digest';
import { provenanceType, type TrustedKey } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { HashFile, ReadFile } from '@interlock/core/ports';
import { summarizeSbom } from '@interlock/core/sbom';
import { storeLimits, type ArtifactParts } from '@interlock/core/store';
import { decodeUtf8 } from '@interlock/core/text';
import { findSubject, verifyStatement, type ArtifactPorts } from '../verify-artifact/index.ts';
import type { storeArtifact } from './declaration.ts';

type Inputs = Pick<InputsOf<typeof storeArtifact>, 'bundle' | 'sbom' | 'subjectPath'>;

export interface VerifiedParts extends ArtifactParts {
  readonly bundles: readonly {
    readonly bytes: Uint8Array;
    readonly predicateType: string;
    readonly signer: string;
  }[];
}

/** The artifact with its documents, each verified against it: nothing is stored that could not be deployed. */
export async function readParts(
  inputs: Inputs,
  keys: readonly TrustedKey[],
  ports: ArtifactPorts,
): Promise<Result<VerifiedParts>> {
  const artifact = await readArtifact(inputs.subjectPath, ports);
  if (!artifact.ok) return artifact;
  const bundles = new Map<string, VerifiedParts['bundles'][number]>();
  for (const file of inputs.bundle) {
    const bytes = await readLimited(file, storeLimits.bundle, ports);
    if (!bytes.ok) return bytes;
    const signed = verifyStatement({ bundle: bytes.value, file, keys, predicateType: undefined }, ports);
    if (!signed.ok) return signed;
    const subject = findSubject(signed.value, artifact.value.digest, inputs.subjectPath);
    if (!subject.ok) return subject;
    const { predicateType, signer } = subject.value;
    bundles.set(sha256(bytes.value), {
      bytes: bytes.value,
      predicateType,
      signer: signer.principal ?? signer.fingerprint,
    });
  }
  if (![...bundles.values()].some(({ predicateType }) => predicateType === provenanceType)) {
    return fail('not-verified', `No bundle has the predicate type "${provenanceType}".`, {
      hint: 'Add the bundle that sign-artifact wrote: only an artifact with provenance is deployed.',
    });
  }
  const sbom = inputs.sbom === undefined ? ok(undefined) : await readSbom(inputs.sbom, ports);
  return sbom.ok ? ok({ artifact: artifact.value, sbom: sbom.value, bundles: [...bundles.values()] }) : sbom;
}

async function readArtifact(
  path: string,
  { hashFile }: { readonly hashFile: HashFile },
): Promise<Result<ArtifactParts['artifact']>> {
  const hash = await hashFile(path);
  if (!hash.ok) return hash;
  const { digest, size } = hash.value;
  if (size === 0) {
    return fail('wrong-file-type', 'This file is empty (0 bytes), and an artifact was expected.', {
      file: path,
      hint: 'Check the step that builds it; an empty artifact is never stored.',
    });
  }
  if (size > storeLimits.artifact) return tooLarge(path, size, storeLimits.artifact);
  return ok({ path, name: path.slice(path.lastIndexOf('/') + 1), digest, size });
}

async function readLimited(
  path: string,
  limit: number,
  { readFile }: { readonly readFile: ReadFile },
): Promise<Result<Uint8Array>> {
  const bytes = await readFile(path);
  return !bytes.ok || bytes.value.length <= limit ? bytes : tooLarge(path, bytes.value.length, limit);
}

async function readSbom(path: string, ports: { readonly readFile: ReadFile }): Promise<Result<Uint8Array>> {
  const bytes = await readLimited(path, storeLimits.sbom, ports);
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value, path);
  if (!text.ok) return text;
  const summary = summarizeSbom(text.value, path);
  return summary.ok ? bytes : summary;
}

function tooLarge(file: string, size: number, limit: number): Result<never> {
  return fail('unsupported-format', `This file has ${size} bytes, and at most ${limit} are stored.`, {
    file,
    hint: 'Check that it is the file that you mean.',
  });
}
