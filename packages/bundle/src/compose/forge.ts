import { createGithubForge } from '@interlock/adapters/github';
import { createGitlabForge } from '@interlock/adapters/gitlab';
import type { Forge, RunContext } from '@interlock/core/ports';

/** The forge that the run belongs to; undefined on a terminal and without a token. */
export function createForge({ kind, repository }: RunContext, token: string | undefined): Forge | undefined {
  if (repository === undefined || !token) return undefined;
  const { apiUrl, slug, id } = repository;
  if (kind === 'github') return createGithubForge({ token, apiUrl, slug });
  return kind === 'gitlab' ? createGitlabForge({ token, apiUrl, projectId: id }) : undefined;
}
