import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { canonicalJson, parseJson } from '../json/index.ts';
import { decodeUtf8, oneLine } from '../text/index.ts';
import { ledgerEntrySchema, type LedgerEntry } from './entry.ts';

/** Bytes of the largest entry; the format of the log itself would carry 65535. */
export const entryLimit = 8192;

/** The bytes of a leaf. Fails with `usage` where they would be more than 8192, or where a text is not Unicode. */
export function encodeEntry(entry: LedgerEntry): Result<Uint8Array> {
  const checked = v.safeParse(ledgerEntrySchema, entry);
  if (!checked.success || !entry.actor.isWellFormed())
    return fail('usage', `The event ${oneLine(entry.id, 40)} is no entry of a ledger: ${whyNot(checked.issues)}.`);
  const bytes = Buffer.from(canonicalJson(entry));
  if (bytes.length <= entryLimit) return ok(bytes);
  return fail('usage', `The event ${entry.id} has ${bytes.length} bytes; an entry of the ledger has at most 8192.`, {
    hint: 'Name fewer subjects and fewer events before it; details belong into the payload.',
  });
}

/** Reads a leaf, in its one spelling. `file` is where it stands. Fails with `malformed-file`. */
export function decodeEntry(bytes: Uint8Array, file: string): Result<LedgerEntry> {
  if (bytes.length > entryLimit) return noEntry(file, `it has ${bytes.length} bytes, and 8192 are the limit`);
  const text = decodeUtf8(bytes, file);
  if (!text.ok) return text;
  const json = parseJson(text.value, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(ledgerEntrySchema, json.value);
  if (!parsed.success) return noEntry(file, whyNot(parsed.issues));
  if (!parsed.output.actor.isWellFormed() || canonicalJson(parsed.output) !== text.value)
    return noEntry(file, 'it is not canonical JSON (RFC 8785)');
  return ok(parsed.output);
}

function whyNot(issues: readonly v.BaseIssue<unknown>[] | undefined): string {
  const issue = issues?.[0];
  if (issue === undefined) return 'a text is not Unicode';
  return `${oneLine(v.getDotPath(issue) ?? 'it', 80)}: ${oneLine(issue.message, 120)}`;
}

function noEntry(file: string, why: string): Result<never> {
  return fail('malformed-file', `This is no entry of the ledger: ${why}.`, {
    file,
    hint: 'Find out who wrote it: the recorder writes no such entries.',
  });
}
