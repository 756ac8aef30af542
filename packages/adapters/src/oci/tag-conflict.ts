import type { Digest } from '@interlock/core/digest';
import { fail, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';

/** A tag is created once: what it names is decided. */
export function tagConflict(store: string, tag: string, there: Digest, wanted: Digest): Result<never> {
  const where = `${oneLine(store, 200)} has the tag ${tag} already, for ${there}`;
  return fail('conflict', `${where}, and ${wanted} was to get it.`, {
    hint: 'Tags are never moved: store this artifact under a new name, or find out who took this one.',
  });
}
