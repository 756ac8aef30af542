import { readEvents, type ReadEventFile } from '@interlock/core/event';
import { fail, ok } from '@interlock/core/failure';
import { checkOutputs, readFile } from '../filesystem/index.ts';
import { checkPlain } from './open-plain.ts';

const most = 16 * 1024 * 1024;

export const readEventFile: ReadEventFile = async (path) => {
  const plain = await checkPlain(path);
  if (!plain.ok) return plain;
  const writable = await checkOutputs([{ input: 'events-file', path }], []);
  if (!writable.ok) return writable;
  const bytes = await readFile(path);
  if (!bytes.ok) return bytes.error.kind === 'missing-file' ? ok([]) : bytes;
  if (bytes.value.byteLength > most)
    return fail('malformed-file', `This file has ${bytes.value.byteLength} bytes, and at most ${most} were expected.`, {
      file: path,
      hint: 'Start a new file of events.',
    });
  try {
    return readEvents(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value), path);
  } catch {
    return fail('malformed-file', 'This file is not UTF-8.', { file: path, hint: 'Start a new file of events.' });
  }
};
