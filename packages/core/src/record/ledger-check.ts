import * as v from 'valibot';
import { eventOutcomes, eventTypes } from '../event/index.ts';
import type { LedgerReport } from '../ledger/index.ts';
import type { CaseReport } from './check-case.ts';

const assertedBy = v.picklist(['claimed', 'observed']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `interlock/ledger-check/v1`: what was found of a ledger. */
export const ledgerCheckSchema = v.strictObject({
  schema: v.literal('interlock/ledger-check/v1'),
  result: v.picklist(['verified', 'failed']),
  origin: v.pipe(v.nullable(v.string()), v.description('Name of the ledger; null where no checkpoint holds.')),
  size: count,
  root: v.pipe(v.nullable(v.string()), v.description('Root of the tree, base64.')),
  remembered: v.pipe(
    v.boolean(),
    v.description('Whether it was compared with a checkpoint seen earlier; without one, a rollback does not show.'),
  ),
  findings: v.array(
    v.strictObject({
      kind: v.string(),
      message: v.string(),
      file: v.optional(v.string()),
      index: v.optional(count),
    }),
  ),
  cases: v.array(
    v.strictObject({
      case: v.string(),
      claimed: v.pipe(count, v.description('Entries that jobs told of.')),
      observed: v.pipe(count, v.description('Entries that the recorder saw for itself.')),
      redacted: v.pipe(count, v.description('Entries whose payload was deleted.')),
      sources: v.array(v.strictObject({ actor: v.string(), asserted_by: assertedBy, entries: count })),
      entries: v.array(
        v.strictObject({
          index: count,
          id: v.string(),
          type: v.picklist(eventTypes),
          asserted_by: assertedBy,
          outcome: v.picklist(eventOutcomes),
          time: v.string(),
          proof: v.exactOptional(
            v.pipe(v.string(), v.description('That it stands in the ledger, without the ledger (C2SP tlog-proof).')),
          ),
        }),
      ),
    }),
  ),
});
export type LedgerCheck = v.InferOutput<typeof ledgerCheckSchema>;

const proofOf = (proof: string | undefined) => (proof === undefined ? {} : { proof });

export function ledgerCheck(
  { checkpoint, findings }: LedgerReport,
  cases: readonly CaseReport[],
  { comparison, proofs }: { readonly comparison: 'remembered' | 'none'; readonly proofs: ReadonlyMap<number, string> },
): LedgerCheck {
  const all = [...findings, ...cases.flatMap((one) => one.findings)];
  return {
    schema: 'interlock/ledger-check/v1',
    result: all.length === 0 ? 'verified' : 'failed',
    origin: checkpoint?.origin ?? null,
    size: checkpoint?.size ?? 0,
    root: checkpoint === undefined ? null : Buffer.from(checkpoint.root).toString('base64'),
    remembered: comparison === 'remembered',
    findings: all,
    cases: cases.map(({ case: name, claimed, entries, observed, redacted, sources }) => ({
      case: name,
      claimed,
      observed,
      redacted,
      sources: [...sources],
      entries: entries.map(({ entry, index }) => ({
        index,
        id: entry.id,
        type: entry.type,
        asserted_by: entry.asserted_by,
        outcome: entry.outcome,
        time: entry.time,
        ...proofOf(proofs.get(index)),
      })),
    })),
  };
}
