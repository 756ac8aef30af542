import * as v from 'valibot';
import { eventRoutes, type Event } from '../event/index.ts';
import type { LedgerEntry, SealedPayload } from '../ledger/index.ts';
import type { Facts, TraceEntry } from './match-entry.ts';

/** Events of one case, in their order, as a contract looks at them. */
export const traceOfEvents = (events: readonly Event[]): readonly TraceEntry[] =>
  events.map(({ facts, id, outcome, type }) => ({ entry: { id, type, outcome, ...eventRoutes[type] }, facts }));

/** An entry of a ledger and what was kept beside it, `undefined` where that was deleted. */
export interface KeptEntry {
  readonly entry: LedgerEntry;
  readonly payload: SealedPayload | undefined;
}

/** Entries of one case, in the order of the ledger. */
export const traceOfEntries = (entries: readonly KeptEntry[]): readonly TraceEntry[] =>
  entries.map(({ entry, payload }) => ({ entry, facts: factsOf(entry, payload) }));

const told = v.object({ facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])) });

function factsOf({ payload: digest }: LedgerEntry, payload: SealedPayload | undefined): Facts {
  if (digest === null) return {};
  if (payload === undefined) return 'redacted';
  const parsed = v.safeParse(told, payload.payload);
  return parsed.success ? parsed.output.facts : {};
}
