import { collect, fail, ok, type Result } from '@interlock/core/failure';
import type { CommitStatus } from '@interlock/core/ports';
import { parseCommitStatus, type CommitStatusFile } from '@interlock/core/request';
import { checkStatus } from '../forge-call/index.ts';
import { requireObjectNames, resolveCommit } from '../git/index.ts';
import { fileNameOf, readDocument, readDocuments, writeDocument, type Documents } from './documents.ts';
import { timestamp, type LocalRepository } from './local-repository.ts';
import { moveTurn, takeTurns, type Turn } from './move-references.ts';

const statusReference = (commit: string) => `refs/interlock/statuses/${commit}`;

/** Fails with `bad-repository` on a commit that the forge does not have. */
export async function publishLocalStatus(repository: LocalRepository, status: CommitStatus): Promise<Result<void>> {
  const checked = checkStatus(status);
  if (!checked.ok) return checked;
  const known = await resolveCommit(repository.gitDirectory, status.commit);
  if (!known.ok) return known;
  const name = fileNameOf(status.context);
  if (!name.ok) return name;
  const value: CommitStatusFile = { schema: 'interlock/commit-status/v1', ...checked.value, setAt: timestamp() };
  return takeTurns(() => writeOnce(repository, name.value, value));
}

async function writeOnce(repository: LocalRepository, name: string, value: CommitStatusFile): Promise<Turn<void>> {
  const documents = await readDocuments(repository, statusReference(value.commit));
  if (!documents.ok) return { done: documents };
  const message = `${value.context}: ${value.state}`;
  const commit = await writeDocument(repository, documents.value, { name, value, message });
  if (!commit.ok) return { done: commit };
  const { commit: expected, reference } = documents.value;
  const move = { reference, to: commit.value, expected, reason: 'interlock: status' };
  return moveTurn(repository.gitDirectory, move, undefined);
}

/** Sorted by context. */
export async function readLocalStatuses(
  repository: LocalRepository,
  commit: string,
): Promise<Result<readonly CommitStatus[]>> {
  const named = requireObjectNames([commit]);
  if (!named.ok) return named;
  const documents = await readDocuments(repository, statusReference(commit));
  if (!documents.ok) return documents;
  const names = [...documents.value.files.keys()];
  const read = collect(await Promise.all(names.map((name) => readStatus(repository, documents.value, name))));
  if (!read.ok) return read;
  if (read.value.some((status) => status.commit !== commit))
    return fail('malformed-file', `${documents.value.reference} holds a status of another commit.`);
  return ok(read.value.map(toStatus).toSorted((one, other) => (one.context < other.context ? -1 : 1)));
}

async function readStatus(
  repository: LocalRepository,
  documents: Documents,
  name: string,
): Promise<Result<CommitStatusFile>> {
  const text = await readDocument(repository, documents, name);
  return text.ok ? parseCommitStatus(text.value ?? '', `${documents.reference}:${name}`) : text;
}

function toStatus({ commit, context, description, state, targetUrl }: CommitStatusFile): CommitStatus {
  return { commit, context, description, state, ...(targetUrl === undefined ? {} : { targetUrl }) };
}
