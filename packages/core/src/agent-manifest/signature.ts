import * as v from 'valibot';
import { hexOf, type Digest } from '../digest/index.ts';
import { statementType, type Statement, type VerifiedStatement } from '../evidence/index.ts';
import type { Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { problem, type ManifestProblem } from './problem.ts';
import type { AgentManifest } from './schema.ts';

/** Predicate of the statement that signs a manifest. */
export const manifestPredicateType = 'urn:interlock:attestation:agent-manifest:v0.1';

/** What the predicate repeats, for readers; the subject's digest alone binds the manifest. */
export const manifestPredicateSchema = v.strictObject({
  id: v.string(),
  repository: v.string(),
  branch: v.string(),
  base: v.string(),
  expires: v.string(),
});

/** The statement whose signature makes a manifest a listed signer's word. It stays a claim. */
export function manifestStatement(path: string, digest: Digest, manifest: AgentManifest): Statement {
  const { base, branch, expires, id, repository } = manifest;
  return {
    _type: statementType,
    subject: [{ name: path, digest: { sha256: hexOf(digest) } }],
    predicateType: manifestPredicateType,
    predicate: { id, repository, branch, base, expires },
  };
}

export const signatureSchema = v.strictObject({
  class: v.literal('git'),
  state: v.pipe(
    v.picklist(['good', 'missing', 'wrong']),
    v.description('good: a signer whom the base lists signed exactly this manifest.'),
  ),
  signer: v.exactOptional(v.pipe(v.string(), v.description('Whom the base lists for the key.'))),
  reason: v.exactOptional(v.pipe(v.string(), v.description('Why it is not good.'))),
});
export type ManifestSignature = v.InferOutput<typeof signatureSchema>;

export const noSignature: ManifestSignature = { class: 'git', state: 'missing', reason: 'there is no signature' };

/** What a verified bundle, or the reason why it did not verify, says of a manifest of this digest. */
export function judgeSignature(verified: Result<VerifiedStatement>, digest: Digest): ManifestSignature {
  const wrong = (reason: string): ManifestSignature => ({ class: 'git', state: 'wrong', reason });
  if (!verified.ok) return wrong(verified.error.message);
  const { key, statement } = verified.value;
  if (statement.predicateType !== manifestPredicateType) {
    return wrong(`it is about ${oneLine(statement.predicateType, 120)}, and not about a manifest`);
  }
  if (!statement.subject.some((subject) => subject.digest['sha256'] === hexOf(digest))) {
    return wrong('it was made for another manifest, or for an earlier form of this one');
  }
  return { class: 'git', state: 'good', signer: key.principal ?? key.fingerprint };
}

/** The problem with a signature, where there is one. */
export function checkSignature(signature: ManifestSignature, path: string): ManifestProblem | undefined {
  const fix = `sign it with a key of .interlock/signers of the base: interlock sign-manifest --manifest ${oneLine(path, 120)} --key <key>`;
  const reason = oneLine(signature.reason ?? '').replace(/\.$/, '');
  switch (signature.state) {
    case 'good':
      return undefined;
    case 'missing':
      return problem('unsigned', { path, message: 'the manifest is not signed', fix });
    case 'wrong':
      return problem('wrong-signature', {
        path,
        message: `the signature of the manifest does not hold: ${reason}`,
        fix,
      });
  }
}
