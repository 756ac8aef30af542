import { fail, ok, type Result } from '../failure/index.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { equalHashes } from './hash.ts';
import type { LogVerifier } from './log-key.ts';
import { checkpointPath } from './open-ledger.ts';
import { proveConsistency } from './prove.ts';
import type { ReadLedgerFile } from './read-file.ts';
import { verifyConsistency } from './verify-proof.ts';

/** How a ledger stands to a checkpoint that was seen before. */
export type Continuation = 'continued' | 'rolled-back' | 'forked';

/** A ledger that is shorter than it was is rolled back; one that does not begin with what it was is forked. */
export async function compareCheckpoints(
  read: ReadLedgerFile,
  before: Checkpoint,
  now: Checkpoint,
): Promise<Result<Continuation>> {
  if (now.size < before.size) return ok('rolled-back');
  if (now.size === before.size) return ok(equalHashes(now.root, before.root) ? 'continued' : 'forked');
  const proof = await proveConsistency(read, before.size, now.size);
  if (!proof.ok) return proof;
  const consistency = { oldSize: before.size, oldRoot: before.root, size: now.size, root: now.root };
  return ok(verifyConsistency({ ...consistency, proof: proof.value }) ? 'continued' : 'forked');
}

/** Where a remembered checkpoint came from, for failures. */
export const rememberedName = 'the remembered checkpoint';

/** Fails with `not-verified` where the ledger does not continue the remembered checkpoint (a signed note). */
export async function checkRemembered(
  ledger: { readonly checkpoint: Checkpoint; readonly read: ReadLedgerFile } | undefined,
  remembered: Uint8Array,
  verifier: LogVerifier,
): Promise<Result<void>> {
  const before = openCheckpoint(remembered, verifier, rememberedName);
  if (!before.ok) return before;
  const refuse = (why: string) =>
    fail('not-verified', `The ledger ${why} the remembered checkpoint of ${before.value.size} entries.`, {
      file: checkpointPath,
      hint: 'Find out who rewrote it, and restore it from a copy that continues the remembered checkpoint.',
    });
  if (ledger === undefined) return before.value.size === 0 ? ok(undefined) : refuse('is gone; there is');
  const how = await compareCheckpoints(ledger.read, before.value, ledger.checkpoint);
  if (!how.ok) return how;
  if (how.value === 'rolled-back') return refuse(`was rolled back to ${ledger.checkpoint.size} entries, before`);
  return how.value === 'forked' ? refuse('was forked: it does not begin with the entries of') : ok(undefined);
}
