import { fail, ok, type Result } from '@interlock/core/failure';
import type { StickyComment } from '@interlock/core/ports';

const cutNotice = '\n\n*Cut here: a comment holds no more. The whole text is in the report of the run.*\n';

/** A comment with its hidden first line; a comment is ours only if it starts with that line and we are its author. */
export interface CommentBody {
  readonly firstLine: string;
  readonly text: string;
}

/** `limit`: characters that the forge takes. Fails with `usage` on a marker that could end the HTML comment. */
export function commentBody(comment: StickyComment, limit: number): Result<CommentBody> {
  if (!/^[\w./]+(-[\w./]+)*$/u.test(comment.marker)) {
    return fail('usage', 'The marker of a comment may hold only letters, digits, ".", "_", "/" and single "-".');
  }
  const firstLine = `<!-- interlock:${comment.marker} -->`;
  const text = `${firstLine}\n${comment.markdown}`;
  return ok({ firstLine, text: text.length <= limit ? text : cut(text, limit - cutNotice.length) + cutNotice });
}

/** At the end of a line where there is one, so that no character is halved. */
function cut(text: string, limit: number): string {
  const end = text.lastIndexOf('\n', limit);
  return end > 0 ? text.slice(0, end) : '';
}

/** True only from the very start on: a quote of our comment is not ours. */
export function hasMarker(body: string | null | undefined, firstLine: string): boolean {
  return body?.startsWith(firstLine) ?? false;
}
