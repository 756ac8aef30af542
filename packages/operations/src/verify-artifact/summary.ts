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
      ['transparency log', 'not checked', 'a bundle with an entry is refused: this version reads none'],
      [
        'time of signing',
        'not checked',
        signer.principal === undefined
          ? 'no timestamp of the bundle is read, and a key that is given has no dates'
          : 'no timestamp of the bundle is read; the dates of the signer were compared with the time of this run',
      ],
      ['keyless identity', 'not checked', 'a bundle with a certificate is refused: this version reads none'],
      ['builder', 'not checked', `${said(artifact.builderId)}: the signer's word`],
      ['source commit', 'not checked', `${said(artifact.sourceCommit)}: the signer's word`],
    ],
  );
}
