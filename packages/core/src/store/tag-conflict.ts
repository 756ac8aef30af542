import type { Digest } from '../digest/index.ts';
import { fail, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

/** A tag is created once: what it names is decided. */
export function tagConflict(store: string, tag: string, there: Digest, wanted: Digest): Result<never> {
  const where = `${oneLine(store, 200)} has the tag ${tag} already, for ${there}`;
  return fail('conflict', `${where}, and ${wanted} was to get it.`, {
    hint: 'Tags are never moved: store this artifact under a new name, or find out who took this one.',
  });
}
