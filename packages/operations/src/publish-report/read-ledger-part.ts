import { ok, type Result } from '@interlock/core/failure';
import type { LedgerPart } from '@interlock/core/html-report';
import type { ReadFile } from '@interlock/core/ports';
import { ledgerCheckSchema, type LedgerCheck } from '@interlock/core/record';
import { readAnswer } from './read-answer.ts';

/** What verify-ledger answered, as the report shows it. */
export async function readLedgerPart(
  path: string | undefined,
  readFile: ReadFile,
): Promise<Result<LedgerPart | undefined>> {
  if (path === undefined) return ok(undefined);
  const answer = await readAnswer(path, ledgerCheckSchema, readFile, {
    name: 'interlock/ledger-check/v1',
    hint: 'Make it with `interlock verify-ledger --cases CASE`.',
  });
  return answer.ok ? ok(partOf(answer.value)) : answer;
}

const partOf = ({ cases, findings, origin, remembered, root, size }: LedgerCheck): LedgerPart => ({
  ...(origin === null || root === null ? {} : { checkpoint: { origin, size, root } }),
  isRemembered: remembered,
  findings,
  entries: cases.flatMap(({ entries }) =>
    entries.map(({ asserted_by, ...entry }) => ({ ...entry, assertedBy: asserted_by })),
  ),
});
