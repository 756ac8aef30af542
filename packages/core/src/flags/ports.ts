import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';

/**
 * Puts `content` in the place of a file, but only where the file still has the digest that was read: of two writers at
 * once one is told `changed`. A reader sees the old file or the new one, never a part.
 */
export type ReplaceFile = (path: string, read: Digest, content: string) => Promise<Result<'replaced' | 'changed'>>;
