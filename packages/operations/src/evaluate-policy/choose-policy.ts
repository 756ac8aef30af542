import { fail, ok } from '@interlock/core/failure';
import type { ReadFile, SourceTree } from '@interlock/core/ports';
import type { BuiltInput } from './build-input.ts';
import type { Judgement } from './judge.ts';

type PolicyChoice = Pick<Judgement, 'policy' | 'readFile'>;

/**
 * The policy that the caller names, else the one that the base's configuration names. A folder that the base names is
 * read from the base as well, not from the work tree, which the change may have written.
 */
export function choosePolicy(
  named: string | undefined,
  { baseTree, config }: BuiltInput,
  readFile: ReadFile,
): PolicyChoice {
  if (named !== undefined) return { policy: named, readFile };
  return { policy: config.policy ?? 'pack:zero-config', readFile: fromTree(baseTree) };
}

function fromTree(tree: SourceTree): ReadFile {
  return async (path) => {
    const content = await tree.read(path);
    if (!content.ok) return content;
    if (content.value !== undefined) return ok(content.value);
    return fail('missing-file', `There is no such file in ${tree.name}.`, {
      file: path,
      hint: 'Commit it to the base.',
    });
  };
}
