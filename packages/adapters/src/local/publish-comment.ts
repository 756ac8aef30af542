import type { Result } from '@interlock/core/failure';
import type { StickyComment } from '@interlock/core/ports';
import type { RequestCommentFile } from '@interlock/core/request';
import { commentBody } from '../forge-call/index.ts';
import { fileNameOf, writeDocument } from './documents.ts';
import { requestUrl, type LocalRepository } from './local-repository.ts';
import { moveTurn, takeTurns, type Turn } from './move-references.ts';
import { loadRequest } from './request-store.ts';

/** Characters of a comment, as on GitHub. */
const limit = 65_536;

interface Named {
  readonly number: number;
  readonly name: string;
  readonly value: RequestCommentFile;
}

export async function publishLocalComment(
  repository: LocalRepository,
  comment: StickyComment,
): Promise<Result<{ url: string }>> {
  const { changeRequest: number, marker } = comment;
  const body = commentBody(comment, limit);
  if (!body.ok) return body;
  const file = fileNameOf(marker);
  if (!file.ok) return file;
  const value: RequestCommentFile = {
    schema: 'interlock/request-comment/v1',
    marker,
    author: repository.user.name,
    markdown: body.value.text.slice(body.value.firstLine.length + 1),
  };
  return takeTurns(() => writeOnce(repository, { number, name: `comment-${file.value}`, value }));
}

async function writeOnce(
  repository: LocalRepository,
  { name, number, value }: Named,
): Promise<Turn<{ readonly url: string }>> {
  const stored = await loadRequest(repository, number);
  if (!stored.ok) return { done: stored };
  const { documents } = stored.value;
  const commit = await writeDocument(repository, documents, { name, value, message: `Comment ${value.marker}` });
  if (!commit.ok) return { done: commit };
  const { commit: expected, reference } = documents;
  const move = { reference, to: commit.value, expected, reason: 'interlock: comment' };
  return moveTurn(repository.gitDirectory, move, { url: requestUrl(repository, number) });
}
