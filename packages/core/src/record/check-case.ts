import * as v from 'valibot';
import { eventDigest, eventRoutes, eventSchema, type Event } from '../event/index.ts';
import type { LedgerEntry, PlacedEntry, SealedPayload } from '../ledger/index.ts';

export type CaseFindingKind = 'payload' | 'broken-chain' | 'gap';

export interface CaseFinding {
  readonly kind: CaseFindingKind;
  readonly index: number;
  readonly message: string;
}

/** An entry, and what was kept beside it: `undefined` where that was deleted. */
export interface CaseEntry extends PlacedEntry {
  readonly payload: SealedPayload | undefined;
}

export interface CaseReport {
  readonly case: string;
  readonly claimed: number;
  readonly observed: number;
  /** Entries whose payload was deleted: their place in the chain cannot be seen any more. */
  readonly redacted: number;
  /** Who said how much. */
  readonly sources: readonly {
    readonly actor: string;
    readonly asserted_by: LedgerEntry['asserted_by'];
    readonly entries: number;
  }[];
  readonly findings: readonly CaseFinding[];
  readonly entries: readonly PlacedEntry[];
}

/**
 * Checks the entries of one case: each payload is an event that says what its entry says, and names the digest of the one
 * before, as far as payloads are still there.
 */
export function checkCase(name: string, entries: readonly CaseEntry[]): CaseReport {
  const events = new Map<string, Event>();
  const findings: CaseFinding[] = [];
  for (const one of entries) {
    const event = one.payload === undefined ? undefined : eventOf(one.payload);
    if (event !== undefined) events.set(one.entry.id, event);
    if (one.entry.asserted_by === 'claimed') findings.push(...checkClaim(one, event, events));
  }
  const sources = Map.groupBy(entries, ({ entry }) => `${entry.asserted_by} ${entry.actor}`);
  const claimed = entries.filter(({ entry }) => entry.asserted_by === 'claimed').length;
  return {
    case: name,
    claimed,
    observed: entries.length - claimed,
    redacted: entries.filter(({ entry, payload }) => entry.payload !== null && payload === undefined).length,
    sources: [...sources.values()].flatMap((all) => {
      const [first] = all;
      return first === undefined
        ? []
        : [{ actor: first.entry.actor, asserted_by: first.entry.asserted_by, entries: all.length }];
    }),
    findings,
    entries,
  };
}

function eventOf({ payload }: SealedPayload): Event | undefined {
  const parsed = v.safeParse(eventSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

function checkClaim(
  { entry, index, payload }: CaseEntry,
  event: Event | undefined,
  events: ReadonlyMap<string, Event>,
): readonly CaseFinding[] {
  const finding = (kind: CaseFindingKind, message: string): readonly CaseFinding[] => [{ kind, index, message }];
  if (payload === undefined) return [];
  if (event === undefined) return finding('payload', 'Its payload is no event.');
  if (!saysTheSame(event, entry)) return finding('payload', 'Its payload is an event that says something else.');
  const [before] = entry.after;
  if (before === undefined)
    return event.previous === null ? [] : finding('gap', 'Its event names one before it that was never recorded.');
  const known = events.get(before);
  if (known === undefined || event.previous === eventDigest(known)) return [];
  return finding('broken-chain', `Its event does not name the digest of ${before}, which it comes after.`);
}

function saysTheSame(event: Event, { case: name, from, id, outcome, time, to, type }: LedgerEntry): boolean {
  const route = eventRoutes[event.type];
  return (
    event.id === id &&
    event.case === name &&
    event.type === type &&
    event.outcome === outcome &&
    event.time === time &&
    route.from === from &&
    route.to === to
  );
}
