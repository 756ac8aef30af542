import { createGithubForge } from '@interlock/adapters/github';
import { createGitlabForge } from '@interlock/adapters/gitlab';
import { createLocalForge } from '@interlock/adapters/local';
import type { Forge, RunContext } from '@interlock/core/ports';

/** The forge that the run belongs to; undefined on a terminal and without a token. */
export function createForge({ kind, repository }: RunContext, token: string | undefined): Forge | undefined {
  if (repository === undefined || !token) return undefined;
  const { apiUrl, slug, id } = repository;
  if (kind === 'github') return createGithubForge({ token, apiUrl, slug });
  return kind === 'gitlab' ? createGitlabForge({ token, apiUrl, projectId: id }) : undefined;
}

/** On a terminal the forge is the repository itself, which is bare then. */
export function forgeAt(
  context: RunContext,
  token: string | undefined,
  repository: string | undefined,
): Forge | undefined {
  return context.kind === 'terminal'
    ? createLocalForge({ repository: repository ?? '.' })
    : createForge(context, token);
}
