import { acceptedFindings } from '@interlock/core/approval';
import { fail, ok, type Result } from '@interlock/core/failure';
import { collectChange } from '@interlock/core/change';
import type { LaneFacts } from '@interlock/core/lane';
import type { Repository, RequestState, RunContext } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { readManifest } from '../agent-manifest/index.ts';
import type { Inputs, MergeChangePorts } from './ports.ts';
import type { BaseSettings } from './read-base.ts';
import type { EvidenceFiles } from './read-files.ts';
import { readRevert } from './read-revert.ts';
import { readTrust } from './read-trust.ts';

export interface Gathered {
  readonly inputs: Inputs;
  readonly files: EvidenceFiles;
  readonly request: RequestState;
  readonly repository: Repository;
  readonly settings: BaseSettings;
  /** Host and path. */
  readonly name: string;
}

/** Everything that the lane is chosen by, from git, the forge and files of the gate. */
export async function gatherFacts(
  { files, inputs, name, repository, request, settings }: Gathered,
  ports: MergeChangePorts,
): Promise<Result<LaneFacts>> {
  const verdict = files.verdict.value;
  const change = await collectChange(repository, verdict.base, verdict.head);
  if (!change.ok) return change;
  const runContext = contextOf(request, name, verdict);
  const checked = await readManifest({ repository, change: change.value }, { ...ports, runContext });
  if (!checked.ok) return checked;
  const manifest = checked.value?.section;
  const { runs } = files;
  const trust = await readTrust(
    { repository, change: change.value, request, manifest, settings, verdict, runs },
    ports,
  );
  if (!trust.ok) return trust;
  const revert = await readRevert({ change: change.value, path: inputs.repository, repository }, ports.revertedTree);
  if (!revert.ok) return revert;
  return ok({
    asked: inputs.lane,
    change: change.value,
    place: { branches: [request.branch], branchClass: 'platform', repository: pathOf(name) },
    manifest,
    whyNotTrusted: trust.value,
    revert: revert.value,
    approval: {
      result: files.approval?.value,
      scope: {
        repository: name,
        change: request.number,
        head: verdict.head,
        baseRef: request.baseBranch,
        base: verdict.base,
        policyDigest: verdict.policy.digest,
        findingsDigest: acceptedFindings(verdict).digest,
      },
      verdict,
      config: settings.config.approval,
      now: ports.clock.now(),
    },
  });
}

/** The run as the request says it: the branch is then the forge's word, also where no job was started for the request. */
function contextOf(request: RequestState, name: string, { base, head }: { base: string; head: string }): RunContext {
  const { baseBranch, branch, number } = request;
  const server = `https://${name.split('/')[0] ?? ''}`;
  return {
    kind: 'terminal',
    ci: true,
    repository: { slug: pathOf(name), server, apiUrl: server, id: '' },
    changeRequest: { number, base, head, baseBranch, branch },
  };
}

const pathOf = (name: string) => name.slice(name.indexOf('/') + 1);

/** Host and path of the repository; an input may not say that it is another one than the run's. */
export function nameOf({ repositoryName }: Inputs, { repository }: RunContext): Result<string> {
  const own = repository && `${new URL(repository.server).host}/${repository.slug}`;
  const name = repositoryName ?? own;
  if (name === undefined)
    return fail('usage', 'This is no job of a forge, and repository-name was not given.', {
      hint: 'Give the host and the path, for example github.com/octo/service.',
    });
  if (own !== undefined && name !== own)
    return fail('usage', `The input repository-name says ${oneLine(name, 100)}, and this run is for ${own}.`, {
      hint: 'Leave the input out.',
    });
  if (/^[!-.0-~]+\/[!-~]+$/.test(name)) return ok(name);
  return fail('usage', `Input repository-name: host and path were expected, and it is ${oneLine(name, 100)}.`, {
    hint: 'Write it like github.com/octo/service.',
  });
}
