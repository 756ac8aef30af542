import { fail, ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { ProtectBranches } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import type { protectBranch } from './declaration.ts';

export interface ProtectBranchPorts {
  readonly protectBranches: ProtectBranches;
  readonly reporter: Reporter;
}

/** Exit 0: pushes to the branches are refused from now on. 1: the repository has a hook of somebody else. */
export const handleProtectBranch: Handler<typeof protectBranch, ProtectBranchPorts> = async (inputs, ports) => {
  const { branches, repository } = inputs;
  if (branches.length === 0)
    return fail('usage', 'Input branches: names no branch.', { hint: 'Name each branch that moves only by a merge.' });
  const done = await ports.protectBranches(repository, branches);
  if (!done.ok) return done;
  const names = branches.map((branch) => oneLine(branch, 120)).join(', ');
  ports.reporter.info(
    `Pushes to ${names} are refused; they move by a merge only. Who may write the files is not bound.`,
  );
  return ok({ outputs: { hookPath: done.value.hook }, exitCode: 0 });
};
