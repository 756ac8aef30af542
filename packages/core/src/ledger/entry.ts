import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';
import { actors, eventOutcomes, eventTypes } from '../event/index.ts';

const ulid = v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID'));

/** A leaf of the ledger, as canonical JSON (RFC 8785). What may have to be erased stands in the payload, outside of it. */
export const ledgerEntrySchema = v.strictObject({
  v: v.literal(1),
  id: v.pipe(ulid, v.description('Of the event: however often it is recorded, it stands here once.')),
  case: v.pipe(v.string(), v.regex(/^[!-~]{1,300}$/), v.description('What is followed.')),
  type: v.picklist(eventTypes),
  from: v.picklist(actors),
  to: v.picklist(actors),
  actor: v.pipe(v.string(), v.maxLength(100), v.description('Operation and host, or the login that the forge names.')),
  asserted_by: v.pipe(
    v.picklist(['claimed', 'observed']),
    v.description('claimed: a job wrote it into events.jsonl. observed: the recorder saw it at the forge itself.'),
  ),
  outcome: v.picklist(eventOutcomes),
  subjects: v.pipe(v.array(digestOf('SHA-256.')), v.readonly(), v.description('What was read or made.')),
  after: v.pipe(v.array(ulid), v.readonly(), v.description('Events that this one rests on; each stands earlier.')),
  time: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a UTC time')),
  payload: v.pipe(
    v.nullable(digestOf('SHA-256 of a salt of 32 bytes and the payload.')),
    v.description('null where there is none. Salt and payload are kept apart, so that they can be deleted.'),
  ),
});
export type LedgerEntry = Readonly<v.InferOutput<typeof ledgerEntrySchema>>;
