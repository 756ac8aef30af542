import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';
import type { VerifiedArtifact } from './verify-artifact.ts';

/** What was checked, and what was not: a reader must not take the one for the other. */
export function verificationSummary(artifact: VerifiedArtifact): string {
  const { signer } = artifact;
  const said = (text: string | undefined) => (text === undefined ? 'nothing said' : inlineCode(text));
  return markdownTable(
    ['check', 'answer', 'what it rests on'],
    [
      ['signature', 'checked', `ECDSA P-256 over the DSSE envelope, key ${inlineCode(signer.fingerprint)}`],
      [
        'signer',
        'checked',
        signer.principal === undefined ? 'the public key given' : `listed as ${escapeMarkdown(signer.principal)}`,
      ],
      ['subject', 'checked', `${inlineCode(artifact.subjectName)} ${inlineCode(artifact.digest)}`],
      ['statement and predicate type', 'checked', inlineCode(artifact.predicateType)],
      ['transparency log', 'not checked', 'the bundle has no entry'],
      [
        'time of signing',
        'not checked',
        'no timestamp; the dates of the signer were compared with the time of this run',
      ],
      ['keyless identity', 'not checked', 'the bundle has no certificate'],
      ['builder', 'not checked', `${said(artifact.builderId)}: the signer's word`],
      ['source commit', 'not checked', `${said(artifact.sourceCommit)}: the signer's word`],
    ],
  );
}
