import { fail, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { markFolder } from './use-mark.ts';

/** A reference and the object that it points at. */
export type NamedReference = readonly [name: string, object: string];

/** What to ask git for, so that everything is listed that holds the mark or keeps it from being made. */
export function patternsAround(reference: string): readonly string[] {
  return ['refs/interlock', markFolder, reference, `${reference}/*`];
}

/** The reference of exactly this name: git also lists others that end so. */
export function holderIn(listed: readonly NamedReference[], reference: string): string | undefined {
  return listed.find(([name]) => name === reference)?.[1];
}

/**
 * Names what keeps the mark from being made: git makes no reference below another one, and takes a branch or tag that is
 * called like the whole reference for it, where it pushes over http. Otherwise the failure as it is.
 */
export function nameObstacle(
  listed: readonly NamedReference[],
  reference: string,
  failure: Result<never>,
): Result<never> {
  const inTheWay = listed.find(
    ([name]) =>
      name === 'refs/interlock' ||
      name === markFolder ||
      name.startsWith(`${reference}/`) ||
      name.endsWith(`/${reference}`),
  );
  if (inTheWay === undefined || failure.ok) return failure;
  return fail(
    failure.error.kind,
    `${oneLine(inTheWay[0])} keeps the use from being marked; Interlock has not made it.`,
    {
      hint: 'Delete this reference, and find out who pushed it.',
      cause: failure.error,
    },
  );
}
