import { fail, ok, type Result } from '@interlock/core/failure';

/** Fails with `not-verified`, and the first line that differs, where a committed SVG is not what its source renders to. */
export function compareRendering(committed: string, fresh: string): Result<void> {
  if (committed === fresh) return ok(undefined);
  const before = committed.split('\n');
  const line = fresh.split('\n').findIndex((text, index) => text !== before[index]) + 1;
  return fail('not-verified', 'The SVG is not what its source renders to.', {
    hint: 'Render the diagram again and commit the SVG with its source.',
    line: line === 0 ? before.length : line,
  });
}
