import { readEvents } from '@interlock/core/event';
import { collect, fail, ok, type Result } from '@interlock/core/failure';
import type { EventFile } from '@interlock/core/record';
import { decodeUtf8, oneLine } from '@interlock/core/text';
import type { RecordEventPorts } from './ports.ts';

type ReadPorts = Pick<RecordEventPorts, 'findFiles' | 'readFile'>;

/** Every file that the patterns name, each a chain that holds. */
export async function readEventFiles(
  patterns: readonly string[],
  only: string | undefined,
  { findFiles, readFile }: ReadPorts,
): Promise<Result<readonly EventFile[]>> {
  const paths: string[] = [];
  for (const pattern of patterns) {
    const found = await findFiles(pattern);
    if (!found.ok) return found;
    paths.push(...found.value);
  }
  const files = await Promise.all([...new Set(paths)].map((path) => readEventFile(path, only, readFile)));
  return collect(files);
}

async function readEventFile(
  path: string,
  only: string | undefined,
  readFile: ReadPorts['readFile'],
): Promise<Result<EventFile>> {
  const bytes = await readFile(path);
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value, path);
  if (!text.ok) return text;
  const events = readEvents(text.value, path);
  if (!events.ok) return events;
  const foreign = events.value.findIndex((event) => only !== undefined && event.case !== only);
  const stranger = events.value[foreign];
  if (stranger === undefined) return ok({ path, events: events.value });
  return fail('malformed-file', `The event on this line is of the case ${oneLine(stranger.case, 120)}.`, {
    file: path,
    line: foreign + 1,
    hint: `Only events of ${oneLine(only ?? '', 120)} are taken here: find out which job wrote it.`,
  });
}
