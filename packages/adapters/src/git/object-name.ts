import { fail, ok, type Result } from '@interlock/core/failure';

/** Full SHA-1 or SHA-256 object names: nothing else reaches git where it could be an option or be read in two ways. */
export function requireObjectNames(names: readonly string[]): Result<void> {
  const wrong = names.find((name) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name));
  if (wrong === undefined) return ok(undefined);
  return fail('bad-repository', `${JSON.stringify(wrong)} is not the full name of a commit (40 or 64 hex digits).`);
}
