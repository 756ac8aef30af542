import { hexOf, type Digest } from '@interlock/core/digest';
import {
  summarizeProvenance,
  type ProvenanceSummary,
  type TrustedKey,
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

/** Checks signature, signer, statement, predicate type and subject digest. Fails with `not-verified` that says what was expected and found. */
export async function verifySubject(claim: ArtifactClaim, ports: ArtifactPorts): Promise<Result<VerifiedArtifact>> {
  const bundle = await ports.readFile(claim.bundlePath);
  if (!bundle.ok) return bundle;
  const verified = ports.verifyBundle(bundle.value, { keys: claim.keys, file: claim.bundlePath });
  if (!verified.ok) return verified;
  const { statement, key } = verified.value;
  const file = claim.bundlePath;
  if (statement.predicateType !== claim.predicateType) {
    return fail(
      'not-verified',
      `The predicate type is "${oneLine(statement.predicateType, 120)}", and "${oneLine(claim.predicateType, 120)}" was expected.`,
      { file, hint: 'Give the bundle of that kind, or the predicate-type that you mean.' },
    );
  }
  const provenance = summarizeProvenance(statement);
  const hash = await ports.hashFile(claim.subjectPath);
  if (!hash.ok) return hash;
  const { digest, size } = hash.value;
  if (size === 0) {
    return fail('wrong-file-type', 'This file is empty (0 bytes), and an artifact was expected.', {
      file: claim.subjectPath,
      hint: 'Fetch it again, or check the step that builds it.',
    });
  }
  const subject = statement.subject.find((one) => one.digest['sha256'] === hexOf(digest));
  if (subject === undefined) {
    const listed = statement.subject.slice(0, 5).map((one) => `sha256:${oneLine(one.digest['sha256'] ?? 'none', 64)}`);
    return fail(
      'not-verified',
      `The artifact has the digest ${digest}, and the signed statement names ${listed.join(', ')}.`,
      {
        file: claim.subjectPath,
        hint: 'This is not the file that was signed: fetch it again, or sign the new build.',
      },
    );
  }
  return ok({
    subjectName: subject.name ?? '',
    digest,
    signer: key,
    predicateType: statement.predicateType,
    ...provenance,
  });
}
