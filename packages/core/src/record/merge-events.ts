import { eventLine, type Event } from '../event/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';

/** A file of events, read and found to be a chain. */
export interface EventFile {
  readonly path: string;
  readonly events: readonly Event[];
}

/** An event, and the one that it names as the one before. */
export interface PlacedEvent {
  readonly event: Event;
  readonly after: string | undefined;
}

/**
 * Puts the events of several jobs in one order: by time, but never against the order of a file. What stands in two files,
 * because one goes on where the other ends, is taken once. Fails with `malformed-file` where two events share an id.
 */
export function mergeEvents(files: readonly EventFile[]): Result<readonly PlacedEvent[]> {
  const left = files.map(({ events, path }) => ({ path, events, next: 0 }));
  const taken = new Map<string, string>();
  const placed: PlacedEvent[] = [];
  for (;;) {
    const [first] = left.filter(({ events, next }) => next < events.length).toSorted(byTime);
    const event = first?.events[first.next];
    if (first === undefined || event === undefined) return ok(placed);
    const line = eventLine(event);
    const known = taken.get(event.id);
    if (known !== undefined && known !== line)
      return fail(
        'malformed-file',
        `The event ${event.id} stands in another file too, and says something else there.`,
        {
          file: first.path,
          line: first.next + 1,
          hint: 'Find out which job changed it; record neither before that.',
        },
      );
    if (known === undefined) placed.push({ event, after: first.events[first.next - 1]?.id });
    taken.set(event.id, line);
    first.next += 1;
  }
}

interface Cursor {
  readonly events: readonly Event[];
  readonly next: number;
}

const byTime = (a: Cursor, b: Cursor) => timeOf(a).localeCompare(timeOf(b), 'en');
const timeOf = ({ events, next }: Cursor) => events[next]?.time ?? '';
