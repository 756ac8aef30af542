import * as v from 'valibot';
import { sha256, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { canonicalJson } from '../json/index.ts';
import { oneLine } from '../text/index.ts';
import { eventSchema, type Event } from './schema.ts';

/** An event before it has a place in a chain. */
export type EventDraft = Omit<Event, 'schema' | 'previous'>;

/** The line of an event, with its line break. */
export function eventLine(event: Event): string {
  return `${canonicalJson(event)}\n`;
}

/** What the next event names: SHA-256 of the line without its line break. */
export function eventDigest(event: Event): Digest {
  return sha256(canonicalJson(event));
}

/** Gives events their place behind those that are there. */
export function chainEvents(before: readonly Event[], drafts: readonly EventDraft[]): readonly Event[] {
  const last = before.at(-1);
  return drafts.reduce<{ readonly previous: Digest | null; readonly events: readonly Event[] }>(
    ({ events, previous }, draft) => {
      const event: Event = { schema: 'interlock/event/v1', ...draft, previous };
      return { previous: eventDigest(event), events: [...events, event] };
    },
    { previous: last === undefined ? null : eventDigest(last), events: [] },
  ).events;
}

/** Reads `events.jsonl`. Fails with `malformed-file` and the line where the chain does not hold. */
export function readEvents(text: string, file: string): Result<readonly Event[]> {
  const lines = text.split('\n');
  if (lines.pop() !== '')
    return broken(file, lines.length + 1, 'it is cut off: the last event has no line break', 'Keep the file as it is');
  const events: Event[] = [];
  const ids = new Set<string>();
  let previous: Digest | null = null;
  for (const [index, line] of lines.entries()) {
    const event = readLine(line);
    if (!event.ok) return broken(file, index + 1, event.error);
    if (event.value.previous !== previous)
      return broken(file, index + 1, 'previous is not the digest of the line before: a line was changed or is missing');
    if (ids.has(event.value.id)) return broken(file, index + 1, 'its id stands on an earlier line too');
    ids.add(event.value.id);
    events.push(event.value);
    previous = sha256(line);
  }
  return ok(events);
}

function readLine(line: string): Result<Event, string> {
  const json = parse(line);
  if (!json.ok) return json;
  const parsed = v.safeParse(eventSchema, json.value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = oneLine(v.getDotPath(issue) ?? 'the event', 80);
    return { ok: false, error: `it is no interlock/event/v1: ${where}: ${oneLine(issue.message, 120)}` };
  }
  if (`${line}\n` !== eventLine(parsed.output)) return { ok: false, error: 'it is not canonical JSON (RFC 8785)' };
  return ok(parsed.output);
}

function parse(line: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(line));
  } catch {
    return { ok: false, error: 'it is not valid JSON' };
  }
}

function broken(
  file: string,
  line: number,
  why: string,
  first: string = 'Find out who changed the file',
): Result<never> {
  return fail('malformed-file', `The event on line ${line} does not hold: ${why}.`, {
    file,
    line,
    hint: `${first}; a new chain starts in a file of another name.`,
  });
}
