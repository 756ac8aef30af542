import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import {
  encodePayload,
  openPayload,
  type AppendReport,
  type LedgerBatch,
  type LedgerEntry,
  type LedgerStore,
  type ReadLedgerFile,
  type SealedPayload,
} from '@interlock/core/ledger';
import type { Remote } from '@interlock/core/ports';
import { commitTree, findRepository, objectReader, type ReadObject } from '../git/index.ts';
import { importCommits, type ImportedCommit } from './git-import.ts';
import { readLayout, treeChange } from './git-layout.ts';
import { localRefs } from './git-local-refs.ts';
import type { LedgerRefs } from './git-refs.ts';
import { remoteRefs } from './git-remote-refs.ts';
import { rememberIds, type KnownIds } from './known-ids.ts';
import { holdLock } from './lock.ts';
import { prepareAppend, type PreparedAppend } from './prepare-append.ts';

export interface GitLedger {
  /** Repository on this machine. */
  readonly repository: string;
  /** Where the ledger is; left out: in the repository itself. */
  readonly remote?: Remote | undefined;
  /** Milliseconds that an append tries, other writers in its way. */
  readonly patience?: number;
}

/** A branch, not any other reference, so that the forge can protect it: no force push, no deletion. */
export const ledgerReference = 'refs/heads/interlock/ledger';

interface Place {
  readonly gitDirectory: string;
  readonly readObject: ReadObject;
  readonly refs: LedgerRefs;
}

/**
 * A ledger on the branch `interlock/ledger`, one commit for each append. The branch moves by compare and swap: of two
 * writers one finds it moved, reads it again and builds on it. Payloads stand beside it, a history for each case,
 * `refs/interlock/payloads/<first 16 hex digits of SHA-256 of the case>`, and move with it or not at all: to delete such
 * a reference is to redact the case. Checkpoints that lost such a race were signed too, but nobody was given them.
 */
export function gitLedger({ patience = 60_000, remote, repository }: GitLedger): LedgerStore {
  const knownIds = rememberIds();
  let opened: Promise<Result<Place>> | undefined;
  const place = () => (opened ??= openPlace(repository, remote));
  return {
    snapshot: async () => {
      const at = await place();
      return at.ok ? snapshot(at.value) : at;
    },
    append: async (batch) => {
      const at = await place();
      return at.ok ? append(at.value, batch, knownIds, performance.now() + patience) : at;
    },
    payload: async (entry) => {
      const at = await place();
      return at.ok ? readPayload(at.value, entry) : at;
    },
  };
}

async function openPlace(repository: string, remote: Remote | undefined): Promise<Result<Place>> {
  const found = await findRepository(repository);
  if (!found.ok) return found;
  const gitDirectory = found.value;
  const refs = remote === undefined ? localRefs(gitDirectory) : remoteRefs(gitDirectory, remote);
  return ok({ gitDirectory, readObject: objectReader(gitDirectory), refs });
}

async function snapshot(place: Place): Promise<Result<ReadLedgerFile>> {
  const tips = await place.refs.read([ledgerReference]);
  return tips.ok ? ok(readAt(place, tips.value.get(ledgerReference))) : tips;
}

function readAt({ gitDirectory, readObject }: Place, commit: string | undefined): ReadLedgerFile {
  if (commit === undefined) return async () => ok(undefined);
  return readLayout(commitTree(gitDirectory, commit, readObject));
}

function payloadReference(entry: Pick<LedgerEntry, 'case'>): string {
  return `refs/interlock/payloads/${sha256(entry.case).slice('sha256:'.length, 'sha256:'.length + 16)}`;
}

const payloadPath = (id: string) => `${id}.json`;

async function readPayload(place: Place, entry: LedgerEntry): Promise<Result<SealedPayload | undefined>> {
  const reference = payloadReference(entry);
  const tips = await place.refs.read([reference]);
  if (!tips.ok) return tips;
  const commit = tips.value.get(reference);
  if (commit === undefined) return ok(undefined);
  const bytes = await commitTree(place.gitDirectory, commit, place.readObject).read(payloadPath(entry.id));
  if (!bytes.ok || bytes.value === undefined) return bytes.ok ? ok(undefined) : bytes;
  return openPayload(bytes.value, entry, `${reference}:${payloadPath(entry.id)}`);
}

/** Writers on one machine queue up: each race that is lost costs as much as one that is won. */
async function append(
  place: Place,
  batch: LedgerBatch,
  knownIds: KnownIds,
  deadline: number,
): Promise<Result<AppendReport>> {
  const lock = await holdLock(join(place.gitDirectory, 'interlock-ledger.lock'), deadline);
  if (!lock.ok) return lock;
  try {
    for (let attempt = 0; ; attempt += 1) {
      const done = await tryAppend(place, batch, knownIds);
      if (!done.ok) return done;
      if (done.value !== 'lost') return ok(done.value);
      const pause = Math.random() * Math.min(50 * 2 ** attempt, 4000);
      if (performance.now() + pause > deadline) return tooLate();
      await setTimeout(pause);
    }
  } finally {
    await lock.value.release();
  }
}

async function tryAppend(place: Place, batch: LedgerBatch, knownIds: KnownIds): Promise<Result<AppendReport | 'lost'>> {
  const payloadRefs = batch.additions.flatMap(({ entry, payload }) => (payload ? [payloadReference(entry)] : []));
  const tips = await place.refs.read([ledgerReference, ...new Set(payloadRefs)]);
  if (!tips.ok) return tips;
  const prepared = await prepareAppend(readAt(place, tips.value.get(ledgerReference)), batch, knownIds);
  if (!prepared.ok) return prepared;
  const { plan, report } = prepared.value;
  if (plan.added.length === 0) return ok(report);
  const references = [ledgerReference, ...payloadFiles(prepared.value).keys()];
  const commits = await importCommits(
    place.gitDirectory,
    commitsOf(prepared.value, batch.signer.vkey).map((commit, at) => ({
      ...commit,
      parent: tips.value.get(references[at] ?? ''),
    })),
    Date.now(),
  );
  if (!commits.ok) return commits;
  const moves = commits.value.map((to, at) => {
    const reference = references[at] ?? ledgerReference;
    return { reference, from: tips.value.get(reference), to };
  });
  const moved = await place.refs.move(moves);
  if (!moved.ok) return moved;
  return ok(moved.value === 'moved' ? report : 'lost');
}

/** The commit of the ledger, then one for each case with payloads. */
function commitsOf(prepared: PreparedAppend, vkey: string): readonly Omit<ImportedCommit, 'parent'>[] {
  const { ledger, plan, report } = prepared;
  const message = `Record ${report.added.length} of ${report.size} entries`;
  const payloads = [...payloadFiles(prepared).values()].map((written) => ({ removed: [], written, message }));
  return [{ ...treeChange(ledger, plan, vkey), message }, ...payloads];
}

function payloadFiles({ plan }: PreparedAppend): ReadonlyMap<string, ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Map<string, Uint8Array>>();
  for (const { entry, payload } of plan.added) {
    if (payload === undefined) continue;
    const reference = payloadReference(entry);
    const ofCase = files.get(reference) ?? new Map<string, Uint8Array>();
    files.set(reference, ofCase.set(payloadPath(entry.id), encodePayload(payload)));
  }
  return files;
}

function tooLate(): Result<never> {
  return fail('deadline-exceeded', 'Other writers were faster each time, until there was no time left.', {
    hint: 'Give the same entries again, fewer times with more entries at once: one append for each job.',
  });
}
