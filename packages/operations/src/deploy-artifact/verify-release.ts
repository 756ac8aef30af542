import type { Digest } from '@interlock/core/digest';
import type { DeployConfig, VerifiedRelease } from '@interlock/core/deployment';
import { cyclonedxType, provenanceType, type TrustedKey } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import { canonicalJson, parseJson, type Json } from '@interlock/core/json';
import { summarizeSbom } from '@interlock/core/sbom';
import type { StoredDocument, StoredRelease } from '@interlock/core/store';
import { oneLine } from '@interlock/core/text';
import { findSubject, verifyStatement, type ArtifactPorts, type VerifiedArtifact } from '../verify-artifact/index.ts';

type Ports = Pick<ArtifactPorts, 'verifyBundle'>;

export interface Evidence extends Pick<VerifiedRelease, 'provenance' | 'sboms' | 'passedOver'> {
  /** The bundle with the provenance. */
  readonly bundle: StoredDocument;
}

interface Verified {
  readonly document: StoredDocument;
  readonly artifact: VerifiedArtifact;
  readonly predicate: unknown;
}

/** What an artifact must have to be deployed. */
export interface ReleaseTrust {
  readonly keys: readonly TrustedKey[];
  readonly sbom: DeployConfig['sbom'];
  /** What the protected branch has been; `undefined` where a key alone is trusted, and nobody says of which branch. */
  readonly released: ReadonlySet<string> | undefined;
}

/**
 * What speaks for an artifact: a provenance that a trusted key signed for its very digest and a commit of the protected
 * branch, and an SBOM. The candidate of a request can have the same digest, and be signed with the same key: its commit
 * tells it apart. Who may write to the store can attach anything; what does not verify is passed over and named, and
 * never counts.
 */
export function verifyRelease(
  { artifact, bundles, sboms }: StoredRelease,
  { keys, released, sbom: wanted }: ReleaseTrust,
  ports: Ports,
): Result<Evidence> {
  const passedOver: string[] = [];
  const passOver = (kind: string, digest: Digest, why: string) =>
    void passedOver.push(oneLine(`${kind} ${digest}: ${why}`, 500));
  const verified = bundles.flatMap((document): readonly Verified[] => {
    const one = verifyDocument(document, artifact.digest, keys, ports);
    if (one.ok) return [one.value];
    passOver('bundle', document.digest, one.error.message);
    return [];
  });
  const listed = verifySboms(sboms, verified, passOver);
  const provenances = verified.filter((one) => one.artifact.predicateType === provenanceType);
  const sourced = provenances.filter((one) => isCommit(one.artifact.sourceCommit));
  const found = sourced.find(({ artifact: { sourceCommit } }) => released?.has(sourceCommit ?? '') ?? true);
  const commit = found?.artifact.sourceCommit;
  if (found === undefined || commit === undefined) {
    return refuse(
      whyNoProvenance(artifact.digest, provenances, sourced),
      passedOver,
      'Sign it with sign-artifact in a job of the protected branch, and store it with the bundle.',
    );
  }
  const enough = wanted === 'attested' ? listed.filter((sbom) => sbom.class === 'attested') : listed;
  if (enough.length === 0) {
    const what = wanted === 'attested' ? 'SBOM that a trusted key signed for it' : 'SBOM';
    return refuse(
      `No ${what} is attached to ${artifact.digest}.`,
      passedOver,
      'Store the artifact with its SBOM: store-artifact takes it as sbom.',
    );
  }
  const { principal, fingerprint } = found.artifact.signer;
  const provenance = { bundle: found.document.digest, signer: principal ?? fingerprint, commit };
  return ok({ bundle: found.document, provenance, sboms: listed, passedOver });
}

function whyNoProvenance(digest: Digest, provenances: readonly Verified[], sourced: readonly Verified[]): string {
  if (provenances.length === 0)
    return `No bundle that is attached to ${digest} is a provenance that a trusted key signed for it.`;
  const [first] = sourced;
  if (first === undefined)
    return `The provenance of ${digest} names no source commit, so a rollback could not revert it.`;
  const { sourceCommit } = first.artifact;
  return `The provenance of ${digest} names ${sourceCommit}, which is no commit of the protected branch itself.`;
}

const isCommit = (name: string | undefined) => name !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);

function verifyDocument(
  document: StoredDocument,
  digest: Digest,
  keys: readonly TrustedKey[],
  ports: Ports,
): Result<Verified> {
  const claim = { bundle: document.bytes, file: `bundle ${document.digest}`, keys, predicateType: undefined };
  const signed = verifyStatement(claim, ports);
  if (!signed.ok) return signed;
  const artifact = findSubject(signed.value, digest, digest);
  return artifact.ok
    ? ok({ document, artifact: artifact.value, predicate: signed.value.statement.predicate })
    : artifact;
}

/** An SBOM is attested where a trusted key signed the same document for this artifact; else somebody attached it. */
function verifySboms(
  sboms: readonly StoredDocument[],
  verified: readonly Verified[],
  passOver: (kind: string, digest: Digest, why: string) => void,
): VerifiedRelease['sboms'] {
  const attested = new Set(
    verified
      .filter(({ artifact }) => artifact.predicateType === cyclonedxType)
      .map(({ predicate }) => canonicalJson(predicate as Json)),
  );
  return sboms.flatMap(({ bytes, digest }) => {
    const text = new TextDecoder().decode(bytes);
    const summary = summarizeSbom(text, digest);
    const json = parseJson(text, digest);
    if (!summary.ok || !json.ok) {
      passOver('SBOM', digest, summary.ok ? 'it is not JSON' : summary.error.message);
      return [];
    }
    return [{ digest, class: attested.has(canonicalJson(json.value as Json)) ? 'attested' : 'claim' } as const];
  });
}

function refuse(message: string, passedOver: readonly string[], hint: string): Result<never> {
  const others = passedOver.slice(0, 5).map((why) => ` Passed over ${why}`);
  return fail('not-verified', `${message}${others.join('')}`, { hint });
}
