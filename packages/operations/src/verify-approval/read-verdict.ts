import { parseVerdict, type ApprovalKind } from '@interlock/core/approval';
import type { Digest } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { ReadFile } from '@interlock/core/ports';
import type { Verdict } from '@interlock/core/verdict';
import type { FoundScope } from './find-scope.ts';

/** A verdict with the digest of the policy that judged. */
export type ApprovableVerdict = Verdict & { readonly policy: { readonly digest: Digest } };

/**
 * The verdict about exactly this change, which asks for an approval or could be passed over by one. A hotfix needs an
 * approval whatever the verdict says.
 */
export async function readVerdict(
  file: string,
  { base, head, kind }: Pick<FoundScope['scope'], 'base' | 'head'> & { readonly kind: ApprovalKind },
  readFile: ReadFile,
): Promise<Result<ApprovableVerdict>> {
  const content = await readFile(file);
  if (!content.ok) return content;
  const parsed = parseVerdict(new TextDecoder().decode(content.value), file);
  if (!parsed.ok) return parsed;
  const verdict = parsed.value;
  const bad = (message: string) =>
    fail('usage', message, { file, hint: 'Give the verdict that evaluate-policy wrote for this base and head.' });
  if (verdict.base !== base || verdict.head !== head)
    return bad(
      `The verdict is about ${shown(verdict.base)}..${shown(verdict.head)}, and this is ${shown(base)}..${shown(head)}.`,
    );
  const { digest } = verdict.policy;
  if (digest === undefined) return bad('The verdict does not say which policy judged: it has no digest of it.');
  if (verdict.decision === 'merge' && kind !== 'hotfix')
    return bad('The verdict says merge: there is nothing to approve.');
  return ok({ ...verdict, policy: { ...verdict.policy, digest } });
}

const shown = (commit: string | undefined) => commit?.slice(0, 7) ?? 'no commit';
