import { acceptedFindings, participantsOf, type ApprovalFacts, type ApprovalKind } from '@interlock/core/approval';
import { ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { Clock, ReadFile } from '@interlock/core/ports';
import type { ChangePorts } from '../change-inputs.ts';
import type { verifyApproval } from './declaration.ts';
import { findScope } from './find-scope.ts';
import { readApprovalConfig, readApprovers, readManifestPeople, readOwners } from './read-base.ts';
import { readVerdict } from './read-verdict.ts';

export interface GatherPorts extends ChangePorts {
  readonly readFile: ReadFile;
  readonly clock: Pick<Clock, 'now'>;
}

/** Everything that approvals of a kind are checked against. */
export async function gatherFacts(
  inputs: InputsOf<typeof verifyApproval>,
  approved: ApprovalKind,
  ports: GatherPorts,
): Promise<Result<ApprovalFacts>> {
  const found = await findScope(inputs, ports);
  if (!found.ok) return found;
  const { repository, scope } = found.value;
  const verdict = await readVerdict(inputs.verdict, { ...scope, kind: approved }, ports.readFile);
  if (!verdict.ok) return verdict;
  const baseTree = repository.tree(scope.base);
  const config = await readApprovalConfig(baseTree);
  if (!config.ok) return config;
  const approvers = await readApprovers(baseTree);
  if (!approvers.ok) return approvers;
  const { findings } = acceptedFindings(verdict.value);
  const paths = [...new Set(findings.flatMap(({ path }) => (path === undefined ? [] : [path])))];
  const { kind } = ports.runContext;
  const owned = await readOwners(baseTree, paths, kind === 'terminal' ? undefined : kind);
  if (!owned.ok) return owned;
  const commits = await repository.commits(scope.base, scope.head);
  if (!commits.ok) return commits;
  const people = await readManifestPeople(repository, scope.base, scope.head);
  if (!people.ok) return people;
  return ok({
    scope: inputs.kind === 'any' ? scope : { ...scope, kind: inputs.kind },
    verdict: verdict.value,
    approvers: approvers.value,
    participants: [...participantsOf(commits.value), ...people.value],
    config: config.value,
    securityKey: inputs.securityKey === 'required' ? 'always' : config.value.securityKey,
    owned: owned.value,
    now: ports.clock.now(),
  });
}
