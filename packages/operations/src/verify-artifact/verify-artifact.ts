import { hexOf, type Digest } from '@interlock/core/digest';
import {
  readProvenance,
  type ProvenanceSummary,
  type TrustedKey,
  type VerifiedStatement,
  type VerifyBundle,
} from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { HashFile, ReadFile } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

export interface ArtifactPorts {
  readonly hashFile: HashFile;
  readonly readFile: ReadFile;
  readonly verifyBundle: VerifyBundle;
}

export interface ArtifactClaim {
  readonly subjectPath: string;
  readonly bundlePath: string;
  readonly predicateType: string;
  /** Never from the change under review. */
  readonly keys: readonly TrustedKey[];
}

/** An artifact of which a trusted key signed a statement. What the statement says beyond the subject is the signer's word. */
export interface VerifiedArtifact extends Partial<ProvenanceSummary> {
  readonly subjectName: string;
  readonly digest: Digest;
  readonly signer: TrustedKey;
  readonly predicateType: string;
}

/** A statement that a trusted key signed, whatever it is about. */
export interface SignedClaim {
  readonly bundle: Uint8Array;
  /** Where the bundle came from, for failures. */
  readonly file: string;
  readonly keys: readonly TrustedKey[];
  /** Undefined: any. */
  readonly predicateType: string | undefined;
}

/** Checks signature, signer, statement, predicate type and subject digest. Fails with `not-verified` that says what was expected and found. */
export async function verifySubject(claim: ArtifactClaim, ports: ArtifactPorts): Promise<Result<VerifiedArtifact>> {
  const bundle = await ports.readFile(claim.bundlePath);
  if (!bundle.ok) return bundle;
  const { keys, predicateType, subjectPath } = claim;
  const signed = verifyStatement({ bundle: bundle.value, file: claim.bundlePath, keys, predicateType }, ports);
  if (!signed.ok) return signed;
  const hash = await ports.hashFile(subjectPath);
  if (!hash.ok) return hash;
  if (hash.value.size === 0) {
    return fail('wrong-file-type', 'This file is empty (0 bytes), and an artifact was expected.', {
      file: subjectPath,
      hint: 'Fetch it again, or check the step that builds it.',
    });
  }
  return findSubject(signed.value, hash.value.digest, subjectPath);
}

/** Signature, signer, statement and predicate type; of a provenance its form too. */
export function verifyStatement(
  { bundle, file, keys, predicateType }: SignedClaim,
  { verifyBundle }: Pick<ArtifactPorts, 'verifyBundle'>,
): Result<VerifiedStatement> {
  const verified = verifyBundle(bundle, { keys, file });
  if (!verified.ok) return verified;
  const found = verified.value.statement.predicateType;
  if (predicateType === undefined || found === predicateType) {
    const provenance = readProvenance(verified.value.statement, file);
    return provenance.ok ? verified : provenance;
  }
  return fail(
    'not-verified',
    `The predicate type is "${oneLine(found, 120)}", and "${oneLine(predicateType, 120)}" was expected.`,
    { file, hint: 'Give the bundle of that kind, or the predicate-type that you mean.' },
  );
}

/** Whether a verified statement names the artifact by its digest; `file` is where the artifact lies. */
export function findSubject(
  { key, statement }: VerifiedStatement,
  digest: Digest,
  file: string,
): Result<VerifiedArtifact> {
  const subject = statement.subject.find((one) => one.digest['sha256'] === hexOf(digest));
  if (subject === undefined) {
    const listed = statement.subject.slice(0, 5).map((one) => `sha256:${oneLine(one.digest['sha256'] ?? 'none', 64)}`);
    return fail(
      'not-verified',
      `The artifact has the digest ${digest}, and the signed statement names ${listed.join(', ')}.`,
      { file, hint: 'This is not the file that was signed: fetch it again, or sign the new build.' },
    );
  }
  const provenance = readProvenance(statement, file);
  if (!provenance.ok) return provenance;
  return ok({
    subjectName: subject.name ?? '',
    digest,
    signer: key,
    predicateType: statement.predicateType,
    ...provenance.value,
  });
}
