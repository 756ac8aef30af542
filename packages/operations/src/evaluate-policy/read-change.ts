import { collectChange, type Change } from '@interlock/core/change';
import { exitCodeOf, fail, mapResult, type Result } from '@interlock/core/failure';
import type { OpenRepository, Repository } from '@interlock/core/ports';
import type { ChangeRange } from '../change-inputs.ts';

/** A change and the repository that holds it. */
export interface ReadChange {
  readonly path: string;
  readonly repository: Repository;
  readonly change: Change;
}

/** Reads the change between two revisions of the repository at a path, from its objects alone. */
export async function readChange(
  { path, base, head }: { readonly path: string; readonly base: string; readonly head: string },
  openRepository: OpenRepository,
): Promise<Result<ReadChange>> {
  const repository = await openRepository(path);
  if (!repository.ok) return repository;
  const from = await repository.value.resolve(base);
  if (!from.ok) return from;
  const to = await repository.value.resolve(head);
  if (!to.ok) return to;
  return readRange({ path, repository: repository.value, base: from.value, head: to.value });
}

/** Reads what lies between two commits. */
export async function readRange({ base, head, path, repository }: ChangeRange): Promise<Result<ReadChange>> {
  const change = await collectChange(repository, base, head);
  return mapResult(change, (value) => ({ path, repository, change: value }));
}

/**
 * The result of reading what the change itself brings. That it cannot be read is no mistake of the call: the answer is
 * that nothing can be decided (`unreadable-change`). A clone whose history is cut is a matter of the call.
 */
export function ofChange<T>(read: Result<T>): Result<T> {
  if (read.ok || read.error.kind === 'shallow-clone' || exitCodeOf(read.error) === 3) return read;
  const { hint = 'Correct the change, and push it again.', kind, message, ...place } = read.error;
  return fail('unreadable-change', message, { ...place, hint, cause: kind });
}
