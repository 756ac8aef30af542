import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, NamedFile } from '@interlock/core/ports';
import type { audit } from './declaration.ts';

/** Files, by their input, that say whom or what to trust must not lie in the folder that is judged. Fails with `usage`. */
export async function checkTrustFiles(
  files: Readonly<Record<string, string | undefined>>,
  evidence: readonly NamedFile[],
  checkOutputs: CheckOutputs,
): Promise<Result<void>> {
  for (const [input, path] of Object.entries(files)) {
    if (path === undefined) continue;
    const own = await checkOutputs([{ input, path }], evidence);
    if (!own.ok && own.error.kind === 'usage')
      return fail('usage', `${input} names a file of the folder that is audited.`, {
        file: path,
        hint: 'Take the keys that you trust from somewhere else: whoever wrote the folder could have put them there.',
      });
  }
  return ok(undefined);
}

/** Those of the inputs that an audit has. */
export const trustFiles = ({
  approvers,
  publicKey,
  signers,
}: Pick<InputsOf<typeof audit>, 'approvers' | 'publicKey' | 'signers'>) => ({
  'public-key': publicKey,
  signers,
  approvers,
});
