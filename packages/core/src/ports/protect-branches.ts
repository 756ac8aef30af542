import type { Result } from '../failure/index.ts';

/**
 * Lets a repository on this machine refuse every push to these branches; they replace those of an earlier call. Answers
 * the path of the hook. Fails with `conflict` where somebody else's hook is there.
 */
export type ProtectBranches = (
  repository: string,
  branches: readonly string[],
) => Promise<Result<{ readonly hook: string }>>;
