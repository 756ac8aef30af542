import { fail, ok, type Result } from '../failure/index.ts';
import { decodeUtf8 } from '../text/index.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { leafHash, type TreeHash } from './hash.ts';
import { decodeBase64, type LogVerifier } from './log-key.ts';
import { verifyInclusion } from './verify-proof.ts';

const title = 'c2sp.org/tlog-proof@v1';

/** That an entry stands in a ledger: one file that is verified without the ledger (C2SP tlog-proof). */
export interface LogProof {
  readonly index: number;
  readonly proof: readonly TreeHash[];
  /** The signed note, as the ledger wrote it. */
  readonly checkpoint: string;
}

export function proofText({ checkpoint, index, proof }: LogProof): string {
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`);
  return `${title}\nindex ${index}\n${hashes.join('')}\n${checkpoint}`;
}

/** Reads a proof; extra data is passed over, for nothing authenticates it. Fails with `malformed-file`. */
export function parseProof(bytes: Uint8Array, file: string): Result<LogProof> {
  const decoded = decodeUtf8(bytes, file);
  if (!decoded.ok) return decoded;
  const blank = decoded.value.indexOf('\n\n');
  const [first, ...others] = decoded.value.slice(0, blank).split('\n');
  const bad = (line: number, why: string) =>
    fail('malformed-file', `This is not a proof of a ledger: ${why}.`, {
      file,
      line,
      hint: 'Ask the ledger for a new proof.',
    });
  if (blank === -1) return bad(1, 'no empty line stands before its checkpoint');
  if (first !== title) return bad(1, `its first line is not ${title}`);
  const extra = others[0]?.startsWith('extra ') === true ? 1 : 0;
  if (extra === 1 && decodeBase64(others[0]?.slice('extra '.length) ?? '') === undefined)
    return bad(2, 'its extra data is not base64');
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(others[extra] ?? '') ?? [];
  const index = Number(digits);
  if (digits === undefined || !Number.isSafeInteger(index)) return bad(extra + 2, 'it names no index');
  const proof = others.slice(extra + 1).map(decodeBase64);
  const hashes = proof.filter((hash) => hash?.length === 32).filter((hash) => hash !== undefined);
  if (hashes.length < proof.length) return bad(extra + 3, 'a hash is not the base64 of 32 bytes');
  return ok({ index, proof: hashes, checkpoint: decoded.value.slice(blank + 2) });
}

/** The checkpoint and the place of an entry that a proof shows to be there. Fails with `malformed-file` or `not-verified`. */
export function openProof(
  bytes: Uint8Array,
  entry: Uint8Array,
  verifier: LogVerifier,
  file: string,
): Result<{ readonly checkpoint: Checkpoint; readonly index: number }> {
  const parsed = parseProof(bytes, file);
  if (!parsed.ok) return parsed;
  const { index, proof } = parsed.value;
  const checkpoint = openCheckpoint(Buffer.from(parsed.value.checkpoint), verifier, file);
  if (!checkpoint.ok) return checkpoint;
  const { root, size } = checkpoint.value;
  if (verifyInclusion({ index, size, leaf: leafHash(entry), proof, root }))
    return ok({ checkpoint: checkpoint.value, index });
  return fail('not-verified', 'This proof does not show that the entry stands in the ledger.', {
    file,
    hint: 'Check that the proof belongs to the entry.',
  });
}
