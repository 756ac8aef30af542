import * as v from 'valibot';
import { signatureStates, type JudgedCommit, type SignatureState } from './judge-commit.ts';

const objectName = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));

/** `interlock/commits/v1`: what the signatures of a range say, newest commit first. */
export const commitReportSchema = v.strictObject({
  schema: v.literal('interlock/commits/v1'),
  base: objectName,
  head: objectName,
  result: v.picklist(['pass', 'fail']),
  commits: v.array(
    v.strictObject({
      commit: objectName,
      author: v.string(),
      state: v.picklist(signatureStates),
      reason: v.string(),
      fingerprint: v.optional(v.string()),
      principal: v.optional(v.string()),
    }),
  ),
});
export type CommitReport = v.InferOutput<typeof commitReportSchema>;

export function commitReport(base: string, head: string, commits: readonly JudgedCommit[]): CommitReport {
  const result = commits.every(({ state }) => state === 'good') ? 'pass' : 'fail';
  return { schema: 'interlock/commits/v1', base, head, result, commits: [...commits] };
}

/** How to go on, by state. */
export const signatureFixes: Readonly<Record<Exclude<SignatureState, 'good'>, string>> = {
  unsigned:
    'Sign it: git config gpg.format ssh, git config user.signingKey <key>.pub, then git rebase --exec "git commit --amend --no-edit -S" <base>.',
  bad: 'Make the commit again with git commit --amend --no-edit -S; who changed a signed commit must sign it anew.',
  'unknown-key':
    'Sign with a key of .interlock/signers, or have an owner add the key there on the protected branch first.',
  expired:
    'Sign with the present key, or have an owner extend its dates in .interlock/signers on the protected branch.',
  foreign:
    'The author signs: set user.email to the name that .interlock/signers lists for the key, or sign with the own key.',
};
