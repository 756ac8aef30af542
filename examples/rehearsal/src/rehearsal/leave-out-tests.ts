import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainEvents, eventLine, readEvents } from '@interlock/core/event';
import type { Run } from './run.ts';

/** Writes the events of a change anew, as a chain that holds, without those that tell of its tests. */
export function leaveOutTests({ evidence }: Pick<Run, 'evidence'>): void {
  const path = join(evidence, 'events.jsonl');
  const events = readEvents(readFileSync(path, 'utf8'), path);
  if (!events.ok) throw new Error(events.error.message);
  const left = events.value.filter(({ type }) => type !== 'reports-collected');
  const drafts = left.map(({ previous: _previous, schema: _schema, ...draft }) => draft);
  writeFileSync(path, chainEvents([], drafts).map(eventLine).join(''));
}
