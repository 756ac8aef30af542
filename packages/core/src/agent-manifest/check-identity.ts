import type { Change } from '../change/index.ts';
import { oneLine } from '../text/index.ts';
import { checkKind } from './hotfix.ts';
import { problem, type ManifestProblem } from './problem.ts';
import type { AgentManifest } from './schema.ts';

/** Where a change is, by git or the platform, never by the change. */
export interface ChangePlace {
  /** Branches that carry it; none where that is not known. */
  readonly branches: readonly string[];
  readonly branchClass: 'git' | 'platform';
  /** `owner/name`; absent where no platform says it. */
  readonly repository?: string;
}

const fix = 'write the manifest for this change (draft-manifest does), sign it, and commit both';

/** Whether the manifest was made for this very change, and still holds at that time (milliseconds since 1970). */
export function checkIdentity(
  manifest: AgentManifest,
  change: Change,
  place: ChangePlace,
  now: number,
): readonly ManifestProblem[] {
  const problems = [
    checkRepository(manifest, place),
    checkBranch(manifest, place),
    checkBase(manifest, change),
    checkExpiry(manifest, now),
    checkKind(manifest, change, place),
  ];
  return problems.filter((one) => one !== undefined);
}

function checkRepository({ repository }: AgentManifest, place: ChangePlace): ManifestProblem | undefined {
  if (place.repository === undefined || repository.toLowerCase() === place.repository.toLowerCase()) return undefined;
  const message = `the manifest is for the repository ${oneLine(repository, 120)}, and this is ${place.repository}`;
  return problem('wrong-repository', { message, fix });
}

function checkBranch({ branch }: AgentManifest, { branches }: ChangePlace): ManifestProblem | undefined {
  if (branches.includes(branch)) return undefined;
  const found = branches.map((name) => oneLine(name, 120)).join(', ');
  const message = `the manifest is for the branch ${oneLine(branch, 120)}, and ${found === '' ? 'no branch is known for this change' : `this is ${found}`}`;
  return problem('wrong-branch', { message, fix });
}

/** The merge base is what the branch starts from; the tip of the target branch moves on without the change. */
function checkBase({ base }: AgentManifest, { mergeBase }: Change): ManifestProblem | undefined {
  if (base === mergeBase) return undefined;
  const message = `the manifest is for the base ${base.slice(0, 12)}, and this change starts from ${mergeBase.slice(0, 12)}`;
  return problem('wrong-base', { message, fix });
}

function checkExpiry({ expires }: AgentManifest, now: number): ManifestProblem | undefined {
  if (now < Date.parse(expires)) return undefined;
  return problem('expired', { message: `the manifest expired at ${expires}`, fix });
}
