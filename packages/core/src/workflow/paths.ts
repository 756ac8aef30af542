import type { ChangeStatus } from '../change/change.ts';
import { foldPath, isPlainPath } from './fold-path.ts';

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

/** Whether a CI system takes its orders from this path, as any file system may read it. */
export function isCiFile(path: string): boolean {
  const folded = foldPath(path);
  return ciPaths.some((pattern) => pattern.test(folded));
}

/** Whether to read this path as a GitHub workflow. */
export function isWorkflowFile(path: string): boolean {
  return /^\.github\/workflows\/.*\.ya?ml$/s.test(foldPath(path));
}

/** Whether GitHub runs this path as a workflow: directly in the folder, and in small letters. */
export function isActiveWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/s.test(path);
}

// GitHub reads the root, `.github` and `docs`; GitLab the root, `.gitlab` and `docs`; Gitea and Forgejo folders of their own.
const ownersFile = /^((\.(github|gitlab|gitea|forgejo)|docs)\/)?codeowners$/;

/**
 * Whether the gate takes its orders from this path: CODEOWNERS, and `.interlock/**` except what a change adds for itself
 * below `.interlock/changes/`.
 */
export function isGateFile(path: string, status: ChangeStatus): boolean {
  const folded = foldPath(path);
  if (ownersFile.test(folded)) return true;
  if (!/^\.interlock(\/|$)/.test(folded)) return false;
  const isNew = status === 'added' || status === 'copied';
  return !(isNew && path.startsWith('.interlock/changes/') && isPlainPath(path));
}
