import { lstat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import { errorCode } from '../filesystem/index.ts';

/**
 * Whether a file can be written without going through a link. Below the working directory every part of the path is
 * looked at, because the change may have put links there; elsewhere the file itself.
 */
export async function checkPlain(path: string): Promise<Result<void>> {
  const inside = relative(process.cwd(), resolve(path));
  const below = inside !== '' && !isAbsolute(inside) && inside.split(sep)[0] !== '..';
  const parts = below ? inside.split(sep) : [];
  const places = below ? parts.map((_, index) => join(process.cwd(), ...parts.slice(0, index + 1))) : [resolve(path)];
  for (const place of places) {
    const found = await kindOf(place);
    if (found === 'missing') return ok(undefined);
    if (found === 'link')
      return fail('unwritable-file', 'The events file cannot be written: a part of its path is a symbolic link.', {
        file: path,
        hint: 'Remove the link, or name another file as events-file.',
      });
  }
  return ok(undefined);
}

async function kindOf(place: string): Promise<'missing' | 'link' | 'other'> {
  try {
    return (await lstat(place)).isSymbolicLink() ? 'link' : 'other';
  } catch (cause) {
    return errorCode(cause) === 'ENOENT' ? 'missing' : 'other';
  }
}
