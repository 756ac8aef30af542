import { digestOf, sha256 } from '@interlock/core/digest';
import * as v from 'valibot';

const eventName = v.picklist([
  'change-read',
  'sbom-generated',
  'reports-collected',
  'policy-evaluated',
  'capabilities-recorded',
  'evidence-signed',
]);
const factsSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

/** One line of `events.jsonl`. */
export const eventSchema = v.strictObject({
  schema: v.literal('interlock/event/v1'),
  event: v.pipe(eventName, v.description('What was done.')),
  time: v.pipe(v.string(), v.isoTimestamp(), v.description('UTC time of the run.')),
  commit: v.pipe(v.string(), v.description('Head of the change.')),
  digest: v.exactOptional(digestOf('Of what was written.')),
  facts: v.pipe(factsSchema, v.description('Counts and names.')),
});
type Event = v.InferOutput<typeof eventSchema>;

/** What a run did, for the ledger: an operation only writes events, a recorder with its own credential appends them. */
export interface RunEvent {
  readonly event: Event['event'];
  /** Content whose digest the event names. */
  readonly content?: string;
  readonly facts: Readonly<Event['facts']>;
}

/** `events.jsonl`: one `interlock/event/v1` a line, each naming the commit and the time of the run. */
export function eventLines(events: readonly RunEvent[], commit: string, now: number): string {
  const time = new Date(now).toISOString();
  return events
    .map(({ event, content, facts }) => {
      const digest = content === undefined ? {} : { digest: sha256(content) };
      const line: Event = { schema: 'interlock/event/v1', event, time, commit, ...digest, facts: { ...facts } };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}
