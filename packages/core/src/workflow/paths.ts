import type { ChangeStatus } from '../change/change.ts';

// Each folder also matches as a file: a symlink or submodule there replaces everything below it.
const ciPaths = [
  /^\.(github|gitea|forgejo)(\/(workflows|actions)(\/.*)?)?$/s,
  // An action that a workflow of this or another repository uses.
  /(^|\/)action\.ya?ml$/,
  /(^|\/)\.gitlab-ci(\.ya?ml|\/.*)?$/s,
  /^\.gitlab(\/ci(\/.*)?|\/.*\.ya?ml)?$/s,
  /(^|\/)jenkinsfile(\.[a-z]+)?$/,
  /^\.(circleci|buildkite|woodpecker|teamcity)(\/.*)?$/s,
  /^(\.drone|\.travis|\.woodpecker|\.?appveyor|azure-pipelines|bitbucket-pipelines)\.ya?ml$/,
];

/** Whether a CI system takes its orders from this path; whatever its case, since some file systems ignore it. */
export function isCiFile(path: string): boolean {
  const folded = path.toLowerCase();
  return ciPaths.some((pattern) => pattern.test(folded));
}

/** Whether to read this path as a GitHub workflow. */
export function isWorkflowFile(path: string): boolean {
  return /^\.github\/workflows\/.*\.ya?ml$/s.test(path.toLowerCase());
}

/** Whether GitHub runs this path as a workflow: directly in the folder, and in small letters. */
export function isActiveWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/s.test(path);
}

/**
 * Whether the gate takes its orders from this path: `.interlock/**`, except what a change adds for itself below
 * `.interlock/changes/`.
 */
export function isGateFile(path: string, status: ChangeStatus): boolean {
  if (!/^\.interlock(\/|$)/.test(path.toLowerCase())) return false;
  const isNew = status === 'added' || status === 'copied';
  return !(isNew && path.startsWith('.interlock/changes/'));
}
