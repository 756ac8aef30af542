import { collectChange, type Change } from '@interlock/core/change';
import { mapResult, type Result } from '@interlock/core/failure';
import type { OpenRepository, Repository } from '@interlock/core/ports';

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
  const change = await collectChange(repository.value, from.value, to.value);
  return mapResult(change, (value) => ({ path, repository: repository.value, change: value }));
}
