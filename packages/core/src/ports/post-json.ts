import type { Result } from '../failure/index.ts';

export interface JsonPost {
  /** Named by the operator, never by a change. */
  readonly url: string;
  /** JSON text. */
  readonly body: string;
  readonly timeoutSeconds: number;
}

/** Sends a document and waits for a 2xx answer; follows no redirect. Fails with `service-failed` or `deadline-exceeded`. */
export type PostJson = (post: JsonPost) => Promise<Result<void>>;
