import type { Result } from '@interlock/core/failure';
import type { Forge } from '@interlock/core/ports';
import { openLocalRepository, type LocalRepository, type LocalUser } from './local-repository.ts';
import { mergeLocalRequest } from './merge-request.ts';
import { openLocalRequest } from './open-request.ts';
import { publishLocalComment } from './publish-comment.ts';
import { readLocalRequest } from './read-request.ts';
import { publishLocalStatus, readLocalStatuses } from './statuses.ts';

export interface LocalForgeOptions {
  /** Path of a bare repository on this machine, which everybody pushes to. */
  readonly repository: string;
  readonly user?: LocalUser;
}

const interlock: LocalUser = { name: 'interlock', email: 'interlock@localhost' };

/**
 * A forge that is one bare git repository, without a server. Requests are `refs/interlock/requests/<number>`, each a
 * commit that holds `request.json` and the comments; every update is a new commit. Statuses are
 * `refs/interlock/statuses/<commit>`. All of it moves by compare and swap, so that several may work at once. A merge
 * needs git 2.38 or newer; a rebase makes commits anew and loses their signatures.
 */
export function createLocalForge({ repository: path, user = interlock }: LocalForgeOptions): Forge {
  const within = async <T>(use: (repository: LocalRepository) => Promise<Result<T>>): Promise<Result<T>> => {
    const repository = await openLocalRepository(path, user);
    return repository.ok ? use(repository.value) : repository;
  };
  return {
    publishStatus: (status) => within((repository) => publishLocalStatus(repository, status)),
    publishComment: (comment) => within((repository) => publishLocalComment(repository, comment)),
    openRequest: (request) => within((repository) => openLocalRequest(repository, request)),
    readRequest: (number) => within((repository) => readLocalRequest(repository, number)),
    readStatuses: (commit) => within((repository) => readLocalStatuses(repository, commit)),
    mergeRequest: (merge) => within((repository) => mergeLocalRequest(repository, merge)),
  };
}
