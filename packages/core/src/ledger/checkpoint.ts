import { fail, ok, type Result } from '../failure/index.ts';
import type { TreeHash } from './hash.ts';
import { decodeBase64, type LogSigner, type LogVerifier } from './log-key.ts';
import { openNote, signNote } from './note.ts';

/** What a ledger says of itself (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Name of the ledger, and of its key. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  readonly root: TreeHash;
}

/** The text that is signed. Extension lines are not written: nobody could audit them. */
export function checkpointText({ origin, root, size }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

export function signCheckpoint(tree: Omit<Checkpoint, 'origin'>, signer: LogSigner): string {
  return signNote(checkpointText({ ...tree, origin: signer.name }), [signer]);
}

/** Reads the text of a checkpoint; extension lines are passed over. Fails with `malformed-file`. */
export function parseCheckpoint(text: string, file: string): Result<Checkpoint> {
  const lines = text.split('\n');
  const [origin = '', digits = '', hash = ''] = lines;
  const root = decodeBase64(hash);
  const size = Number(digits);
  const bad = (line: number, why: string) =>
    fail('malformed-file', `This is not a checkpoint: ${why}.`, {
      file,
      line,
      hint: 'Restore it as the ledger wrote it.',
    });
  if (lines.pop() !== '') return bad(lines.length + 1, 'its last line is cut off');
  if (origin === '') return bad(1, 'it begins without the name of a ledger');
  if (!/^(?:0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(size)) return bad(2, 'its size is not a number');
  if (root?.length !== 32) return bad(3, 'its root is not the base64 of 32 bytes');
  const empty = lines.indexOf('');
  return empty === -1 ? ok({ origin, size, root }) : bad(empty + 1, 'it has an empty line');
}

/** The checkpoint that this key signed, as its own ledger. Fails with `malformed-file` or `not-verified`. */
export function openCheckpoint(bytes: Uint8Array, verifier: LogVerifier, file: string): Result<Checkpoint> {
  const text = openNote(bytes, [verifier], file);
  if (!text.ok) return text;
  const checkpoint = parseCheckpoint(text.value, file);
  if (!checkpoint.ok || checkpoint.value.origin === verifier.name) return checkpoint;
  return fail('not-verified', 'This is the checkpoint of another ledger, signed with the key of this one.', {
    file,
    hint: 'Give each ledger a key of its own.',
  });
}
