import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';

/** Everything that can happen to a change, from its proposal to its end in production. */
export const eventTypes = [
  'branch-pushed',
  'request-opened',
  'pipeline-triggered',
  'status-set',
  'branch-protected',
  'manifest-drafted',
  'manifest-checked',
  'manifest-signed',
  'commits-verified',
  'change-read',
  'sbom-generated',
  'reports-collected',
  'artifact-signed',
  'artifact-verified',
  'policy-evaluated',
  'capabilities-recorded',
  'evidence-signed',
  'approval-requested',
  'approval-given',
  'approval-verified',
  'change-merged',
  'artifact-stored',
  'artifact-deployed',
  'canary-decided',
  'flag-set',
  'rolled-back',
  'ledger-verified',
  'evidence-audited',
  'diagrams-checked',
  'report-published',
] as const;
export type EventType = (typeof eventTypes)[number];

export const eventOutcomes = ['done', 'refused', 'undecided', 'needs-approval'] as const;
export type EventOutcome = (typeof eventOutcomes)[number];

const ulid = v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID'));
const text = v.pipe(v.string(), v.maxLength(300));

/** One line of `events.jsonl`, written as canonical JSON (RFC 8785). */
export const eventSchema = v.strictObject({
  schema: v.literal('interlock/event/v1'),
  id: v.pipe(ulid, v.description('ULID: unique, and the same however often the event is recorded.')),
  case: v.pipe(
    v.string(),
    v.regex(/^[!-~]{1,300}$/),
    v.description('What is followed: all events of it belong together.'),
  ),
  type: v.pipe(v.picklist(eventTypes), v.description('What was done.')),
  time: v.pipe(
    v.string(),
    v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a UTC time with milliseconds'),
    v.description('By the clock of the machine that did it.'),
  ),
  actor: v.strictObject({
    operation: text,
    host: v.picklist(['github', 'gitlab', 'terminal']),
    run: v.exactOptional(v.pipe(text, v.description('Address of the run or pipeline, as its platform says.'))),
  }),
  commit: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/), v.description('Head of the change.'))),
  subjects: v.pipe(
    v.array(v.strictObject({ name: text, digest: digestOf('SHA-256.') })),
    v.readonly(),
    v.description('What was read or made: files by their path, other things by what they are.'),
  ),
  outcome: v.picklist(eventOutcomes),
  facts: v.pipe(
    v.record(v.string(), v.union([text, v.number(), v.boolean()])),
    v.description('Counts and names, never free text.'),
  ),
  previous: v.pipe(
    v.nullable(digestOf('Of the line before, without its line break.')),
    v.description('null for the first event of a file.'),
  ),
});
export type Event = Readonly<v.InferOutput<typeof eventSchema>>;
