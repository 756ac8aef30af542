export { checkCase, type CaseEntry, type CaseReport } from './check-case.ts';
export { claimedEntry } from './claimed-entry.ts';
export { ledgerCheck, ledgerCheckSchema, type LedgerCheck } from './ledger-check.ts';
export { mergeEvents, type EventFile, type PlacedEvent } from './merge-events.ts';
export { observedEntry, observeOpening, observeOutcome, type Observation } from './observed-entry.ts';
