import { traceOfEntries, traceOfEvents, type TraceEntry } from '@interlock/core/contract';
import type { Event } from '@interlock/core/event';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import { verifyLedger, type LedgerEntry, type PlacedEntry, type SealedPayload } from '@interlock/core/ledger';
import { mergeEvents } from '@interlock/core/record';
import { oneLine } from '@interlock/core/text';
import { readVerifier } from '../ledger-key.ts';
import { ledgerPlace } from '../ledger-place.ts';
import { readEventFiles } from '../record-event/index.ts';
import type { checkDiagrams } from './declaration.ts';
import type { CheckDiagramsPorts } from './ports.ts';

type Inputs = InputsOf<typeof checkDiagrams>;

export interface CaseTrace {
  readonly case: string;
  readonly trace: readonly TraceEntry[];
}

export const wantsLedger = ({ base, publicKey }: Inputs) => base !== undefined || publicKey !== undefined;

/** What happened to the case, in order: the entries of the ledger, then the events that it does not have yet. */
export async function readTrace(inputs: Inputs, ports: CheckDiagramsPorts): Promise<Result<CaseTrace>> {
  const files = await readEventFiles(inputs.events, undefined, ports);
  if (!files.ok) return files;
  const merged = mergeEvents(files.value);
  if (!merged.ok) return merged;
  const ledger = wantsLedger(inputs) ? await openVerified(inputs, ports) : ok(undefined);
  if (!ledger.ok) return ledger;
  const entries = ledger.value?.entries ?? [];
  const events = merged.value.map(({ event }) => event);
  const name = caseOf(inputs.ofCase, [...entries.map(({ entry }) => entry), ...events]);
  if (!name.ok) return name;
  const own = entries.flatMap(({ entry }) => (entry.case === name.value ? [entry] : []));
  const kept = await withPayloads(own, async (entry) => ledger.value?.payload(entry) ?? ok(undefined));
  if (!kept.ok) return kept;
  const recorded = new Set(own.map(({ id }) => id));
  const later = events.filter((event) => event.case === name.value && !recorded.has(event.id));
  return ok({ case: name.value, trace: [...traceOfEntries(kept.value), ...traceOfEvents(later)] });
}

function caseOf(wanted: string | undefined, all: readonly Pick<Event | LedgerEntry, 'case'>[]): Result<string> {
  const names = [...new Set(all.map((one) => one.case))];
  const [only] = names;
  if (wanted !== undefined && names.includes(wanted)) return ok(wanted);
  if (wanted === undefined && names.length === 1 && only !== undefined) return ok(only);
  if (wanted !== undefined || only === undefined)
    return fail('no-match', wanted === undefined ? 'No event was found.' : 'There is no event of this case.', {
      hint: only === undefined ? 'Check the files that events names.' : `Cases are ${listOf(names)}.`,
    });
  return fail('usage', `These are events of ${names.length} cases, and one is checked at a time.`, {
    hint: `Give of-case: one of ${listOf(names)}.`,
  });
}

const listOf = (names: readonly string[]) =>
  names
    .slice(0, 5)
    .map((name) => oneLine(name, 120))
    .join(', ') + (names.length > 5 ? '…' : '');

interface VerifiedLedger {
  readonly entries: readonly PlacedEntry[];
  readonly payload: (entry: LedgerEntry) => Promise<Result<SealedPayload | undefined>>;
}

/** Only a ledger that verifies says anything. */
async function openVerified(inputs: Inputs, ports: CheckDiagramsPorts): Promise<Result<VerifiedLedger>> {
  const verifier = await readVerifier(inputs, ports);
  if (!verifier.ok) return verifier;
  const place = ledgerPlace(inputs, ports.runContext);
  if (!place.ok) return place;
  const store = ports.openStore(place.value);
  const snapshot = await store.snapshot();
  if (!snapshot.ok) return snapshot;
  const report = await verifyLedger(snapshot.value, { verifier: verifier.value });
  if (!report.ok) return report;
  const [finding] = report.value.findings;
  if (finding === undefined) return ok({ entries: report.value.entries, payload: store.payload });
  return fail('not-verified', `The ledger does not hold: ${finding.message}`, {
    hint: 'Find out why with verify-ledger; nothing is checked against what it says.',
  });
}

async function withPayloads(entries: readonly LedgerEntry[], payloadOf: VerifiedLedger['payload']) {
  const kept: { readonly entry: LedgerEntry; readonly payload: SealedPayload | undefined }[] = [];
  for (const entry of entries) {
    const payload = entry.payload === null ? ok(undefined) : await payloadOf(entry);
    if (!payload.ok) return payload;
    kept.push({ entry, payload: payload.value });
  }
  return ok(kept);
}
