import { fail, ok, type Result } from '@interlock/core/failure';
import type { LedgerPart } from '@interlock/core/html-report';
import { parseJson } from '@interlock/core/json';
import type { ReadFile } from '@interlock/core/ports';
import { ledgerCheckSchema, type LedgerCheck } from '@interlock/core/record';
import { decodeUtf8 } from '@interlock/core/text';
import * as v from 'valibot';

/** What verify-ledger answered, as the report shows it. */
export async function readLedgerPart(
  path: string | undefined,
  readFile: ReadFile,
): Promise<Result<LedgerPart | undefined>> {
  if (path === undefined) return ok(undefined);
  const bytes = await readFile(path);
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value, path);
  if (!text.ok) return text;
  const json = parseJson(text.value, path);
  if (!json.ok) return json;
  const parsed = v.safeParse(ledgerCheckSchema, json.value);
  if (parsed.success) return ok(partOf(parsed.output));
  return fail('unsupported-format', 'This file is no interlock/ledger-check/v1.', {
    file: path,
    hint: 'Make it with `interlock verify-ledger --cases CASE`.',
  });
}

const partOf = ({ cases, findings, origin, remembered, root, size }: LedgerCheck): LedgerPart => ({
  ...(origin === null || root === null ? {} : { checkpoint: { origin, size, root } }),
  isRemembered: remembered,
  findings,
  entries: cases.flatMap(({ entries }) =>
    entries.map(({ asserted_by, ...entry }) => ({ ...entry, assertedBy: asserted_by })),
  ),
});
