import { ok, type Result } from '../failure/index.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { checkEntries } from './check-entries.ts';
import { checkTree } from './check-tree.ts';
import { asFinding, type LedgerFinding, type PlacedEntry } from './finding.ts';
import type { LogVerifier } from './log-key.ts';
import { checkpointPath } from './open-ledger.ts';
import type { ReadLedgerFile } from './read-file.ts';
import { compareCheckpoints, rememberedName } from './remembered.ts';

export interface LedgerReport {
  /** Empty for a ledger that holds. */
  readonly findings: readonly LedgerFinding[];
  /** `undefined` where there is none that the key signed; nothing else was looked at then. */
  readonly checkpoint: Checkpoint | undefined;
  readonly entries: readonly PlacedEntry[];
}

export interface VerifyOptions {
  readonly verifier: LogVerifier;
  /** A checkpoint seen earlier (a signed note). */
  readonly remembered?: Uint8Array | undefined;
}

/**
 * Checks a whole ledger: the signature of its checkpoint, every tile and bundle against its root, that it continues the
 * remembered checkpoint, and of its entries the form, that each id stands once and that each `after` stands earlier.
 * What does not hold is a finding; it fails only where the ledger cannot be read.
 */
export async function verifyLedger(
  read: ReadLedgerFile,
  { remembered, verifier }: VerifyOptions,
): Promise<Result<LedgerReport>> {
  const before = remembered === undefined ? ok(undefined) : openCheckpoint(remembered, verifier, rememberedName);
  if (!before.ok) return before;
  const note = await read(checkpointPath);
  if (!note.ok) return note;
  const nothing = { checkpoint: undefined, entries: [] };
  const unsigned = (message: string) =>
    ok({ ...nothing, findings: [{ kind: 'checkpoint' as const, message, file: checkpointPath }] });
  if (note.value === undefined) return unsigned('The ledger has no checkpoint.');
  const checkpoint = openCheckpoint(note.value, verifier, checkpointPath);
  if (!checkpoint.ok) return unsigned(checkpoint.error.message);
  const tree = await checkTree(read, checkpoint.value);
  if (!tree.ok) return tree;
  const continued = await checkContinuation(read, before.value, checkpoint.value);
  if (!continued.ok) return continued;
  const { entries, findings } = checkEntries(tree.value.leaves);
  return ok({
    checkpoint: checkpoint.value,
    entries,
    findings: [...tree.value.findings, ...continued.value, ...findings],
  });
}

async function checkContinuation(
  read: ReadLedgerFile,
  before: Checkpoint | undefined,
  now: Checkpoint,
): Promise<Result<readonly LedgerFinding[]>> {
  if (before === undefined) return ok([]);
  const how = await compareCheckpoints(read, before, now);
  if (!how.ok) return asFinding(how.error, 'tree');
  if (how.value === 'continued') return ok([]);
  const sizes = `${now.size} entries now, ${before.size} in the remembered checkpoint`;
  const message =
    how.value === 'rolled-back'
      ? `The ledger was rolled back: ${sizes}.`
      : `The ledger does not begin with the entries of the remembered checkpoint: ${sizes}.`;
  return ok([{ kind: how.value, message, file: checkpointPath }]);
}
