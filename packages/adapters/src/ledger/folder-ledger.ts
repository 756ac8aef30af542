import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import {
  checkpointPath,
  encodePayload,
  openPayload,
  type AppendReport,
  type LedgerBatch,
  type LedgerFile,
  type LedgerStore,
  type ReadLedgerFile,
} from '@interlock/core/ledger';
import { readFile, writeFailure } from '../filesystem/index.ts';
import { rememberIds, type KnownIds } from './known-ids.ts';
import { holdLock, type HeldLock } from './lock.ts';
import { partialFiles } from './partial-files.ts';
import { prepareAppend, type PreparedAppend } from './prepare-append.ts';
import { writeSynced } from './write-synced.ts';

export interface FolderLedger {
  readonly folder: string;
  /** Milliseconds that an append waits for other writers. */
  readonly patience?: number;
}

/**
 * A ledger in a folder, laid out as C2SP tlog-tiles, with payloads in `payload/<id>.json`: to delete such a file is to
 * redact it. Tiles are written before the checkpoint that needs them, so that whatever cuts a writer off leaves the
 * ledger as it was or as it was to be.
 */
export function folderLedger({ folder, patience = 60_000 }: FolderLedger): LedgerStore {
  const knownIds = rememberIds();
  return {
    snapshot: () => snapshot(folder),
    append: async (batch) => {
      const locked = await lockFolder(folder, performance.now() + patience);
      if (!locked.ok) return locked;
      try {
        return await append(folder, batch, knownIds, locked.value);
      } finally {
        await locked.value.release();
      }
    },
    payload: async (entry) => {
      const path = payloadPath(entry.id);
      const bytes = await readIfThere(join(folder, path));
      if (!bytes.ok || bytes.value === undefined) return bytes.ok ? ok(undefined) : bytes;
      return openPayload(bytes.value, entry, path);
    },
  };
}

const payloadPath = (id: string) => `payload/${id}.json`;

/** The checkpoint is read once; what it needs stays where it is. */
async function snapshot(folder: string): Promise<Result<ReadLedgerFile>> {
  const note = await readIfThere(join(folder, checkpointPath));
  if (!note.ok) return note;
  return ok(async (path) => (path === checkpointPath ? note : readIfThere(join(folder, path))));
}

export async function readIfThere(path: string): Promise<Result<Uint8Array | undefined>> {
  const bytes = await readFile(path);
  return !bytes.ok && bytes.error.kind === 'missing-file' ? ok(undefined) : bytes;
}

async function lockFolder(folder: string, deadline: number): Promise<Result<HeldLock>> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    return writeFailure(folder, cause);
  }
  return holdLock(join(folder, 'lock'), deadline);
}

async function append(
  folder: string,
  batch: LedgerBatch,
  knownIds: KnownIds,
  lock: HeldLock,
): Promise<Result<AppendReport>> {
  const read = await snapshot(folder);
  if (!read.ok) return read;
  const prepared = await prepareAppend(read.value, batch, knownIds);
  if (!prepared.ok) return prepared;
  const { plan, report } = prepared.value;
  if (plan.added.length === 0) return ok(report);
  try {
    await writeSynced(folder, [...payloads(prepared.value), ...plan.full, ...partialFiles(plan)]);
    if (!(await lock.isHeld())) return lockLost(folder);
    await writeSynced(folder, [{ path: checkpointPath, bytes: Buffer.from(plan.note) }]);
    // with the full ones there, nobody needs the partial ones
    for (const { path } of plan.full) await rm(join(folder, `${path}.p`), { recursive: true, force: true });
    return ok(report);
  } catch (cause) {
    return writeFailure(folder, cause);
  }
}

/** Only where a person removed the lock, or two machines share a name. */
function lockLost(file: string): Result<never> {
  return fail('conflict', 'Another writer took the lock of the ledger; nothing was recorded.', {
    file,
    hint: 'Give the same entries again.',
  });
}

function payloads({ plan }: PreparedAppend): readonly LedgerFile[] {
  return plan.added.flatMap(({ entry, payload }) =>
    payload === undefined ? [] : [{ path: payloadPath(entry.id), bytes: encodePayload(payload) }],
  );
}
