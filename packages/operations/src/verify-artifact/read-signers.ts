import { parseAllowedSigners, type AllowedSigner } from '@interlock/core/evidence';
import { fail, type Result } from '@interlock/core/failure';
import type { Repository } from '@interlock/core/ports';
import { readBaseFile } from '@interlock/core/settings-file';

export const signersFile = '.interlock/signers';

/** Who may sign, by the tree of a protected commit. A commit without the list is an error: nobody could sign then. */
export async function readSigners(repository: Repository, commit: string): Promise<Result<readonly AllowedSigner[]>> {
  const content = await readBaseFile(repository.tree(commit), signersFile);
  if (!content.ok) return content;
  if (content.value === undefined) {
    return fail('missing-file', `There is no ${signersFile} at commit ${commit.slice(0, 7)}, so nobody may sign.`, {
      file: signersFile,
      hint: 'List the signers there, in the allowed_signers format, on the protected branch.',
    });
  }
  return parseAllowedSigners(new TextDecoder().decode(content.value), signersFile);
}
