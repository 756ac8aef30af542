import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import {
  checkRemembered,
  checkpointPath,
  openLedger,
  tilePath,
  tileWidth,
  type LedgerFile,
  type LedgerStore,
  type LogVerifier,
  type OpenLedger,
} from '@interlock/core/ledger';
import { writeFailure } from '../filesystem/index.ts';
import { partialFiles } from './partial-files.ts';
import { readIfThere } from './folder-ledger.ts';
import { writeSynced } from './write-synced.ts';

/**
 * Writes a ledger as a folder that any static host serves (C2SP tlog-tiles): tiles and bundles, the partial ones of its
 * size too, the checkpoint last, and no payloads. An export that is there already is brought up to date; what was served
 * stays. Fails with `not-verified` where it is one of another ledger, and with `no-match` where nothing was recorded.
 */
export async function exportLedger(
  store: Pick<LedgerStore, 'snapshot'>,
  folder: string,
  verifier: LogVerifier,
): Promise<Result<OpenLedger>> {
  const read = await store.snapshot();
  if (!read.ok) return read;
  const opened = await openLedger(read.value, verifier);
  if (!opened.ok) return opened;
  const ledger = opened.value;
  if (ledger === undefined)
    return fail('no-match', 'Nothing was recorded in this ledger yet.', { hint: 'Record an event first.' });
  const before = await readIfThere(join(folder, checkpointPath));
  if (!before.ok) return before;
  if (before.value !== undefined) {
    const continued = await checkRemembered(ledger, before.value, verifier);
    if (!continued.ok) return continued;
  }
  const full = await fullFiles(ledger);
  if (!full.ok) return full;
  try {
    await writeSynced(folder, [...full.value, ...partialFiles(ledger)]);
    await writeSynced(folder, [{ path: checkpointPath, bytes: Buffer.from(ledger.note) }]);
  } catch (cause) {
    return writeFailure(folder, cause);
  }
  return ok(ledger);
}

async function fullFiles({ edge: { levels, size }, read }: OpenLedger): Promise<Result<readonly LedgerFile[]>> {
  const files: LedgerFile[] = [];
  for (const level of ['entries', ...levels.keys()] as const) {
    const count = Math.floor(size / tileWidth ** (level === 'entries' ? 1 : level + 1));
    for (let index = 0; index < count; index += 1) {
      const path = tilePath(level, index, tileWidth);
      const bytes = await read(path);
      if (!bytes.ok) return bytes;
      if (bytes.value === undefined)
        return fail('not-verified', 'A file of the ledger is missing.', {
          file: path,
          hint: 'Restore the ledger from a copy.',
        });
      files.push({ path, bytes: bytes.value });
    }
  }
  return ok(files);
}
