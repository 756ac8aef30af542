import { fail, ok } from '@interlock/core/failure';
import type { ReadFile, RunContext, SourceTree } from '@interlock/core/ports';
import type { BuiltInput } from './build-input.ts';
import type { Judgement } from './judge.ts';

export type Policies = Pick<Judgement, 'named' | 'always'>;

/** Judges every change of a repository, whatever else does: no pack and no folder can leave out the gate's own files. */
const always = ['pack:zero-config'] as const;

interface Surroundings {
  readonly runContext: RunContext;
  /** Reads from the disk. */
  readonly readFile: ReadFile;
}

/**
 * The policy that the base's configuration names; its folder is read from the base as well, not from the work tree, which
 * the change may have written. One that the caller names judges instead of it on a terminal, and in a change request
 * beside it and from the base too: a variable of a pipeline can set an input, so that it may only tighten.
 */
export function choosePolicies(
  asked: readonly string[],
  { baseTree, config }: BuiltInput,
  { readFile, runContext }: Surroundings,
): Policies {
  if (asked.length > 0 && runContext.changeRequest === undefined) {
    return { named: policyNames(asked).map((policy) => ({ policy, readFile })), always };
  }
  const own = [config.policy ?? 'pack:zero-config'].flat();
  const policies = policyNames([...own, ...asked]);
  return { named: policies.map((policy) => ({ policy, readFile: fromTree(baseTree) })), always };
}

/** Each once and in one order, so that the verdict and its digest do not depend on how a list was written. */
export const policyNames = (policies: readonly string[]) => [...new Set(policies)].toSorted((a, b) => (a < b ? -1 : 1));

/** What a verdict calls them; `undefined` for none. */
export const policyName = (policies: readonly string[]) =>
  policies.length === 0 ? undefined : policyNames(policies).join(' + ');

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
