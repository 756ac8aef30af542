import { ok, type Result } from '@interlock/core/failure';
import {
  checkRemembered,
  openLedger,
  planAppend,
  type AppendPlan,
  type AppendReport,
  type LedgerBatch,
  type OpenLedger,
  type ReadLedgerFile,
} from '@interlock/core/ledger';
import type { KnownIds } from './known-ids.ts';

export interface PreparedAppend {
  readonly ledger: OpenLedger | undefined;
  readonly plan: AppendPlan;
  readonly report: AppendReport;
}

/** Opens the ledger, refuses one that does not continue what is remembered, and plans what is to be written. */
export async function prepareAppend(
  read: ReadLedgerFile,
  { additions, remembered, signer }: LedgerBatch,
  knownIds: KnownIds,
): Promise<Result<PreparedAppend>> {
  const opened = await openLedger(read, signer);
  if (!opened.ok) return opened;
  const ledger = opened.value;
  if (remembered !== undefined) {
    const continued = await checkRemembered(ledger, remembered, signer);
    if (!continued.ok) return continued;
  }
  const known = await knownIds(ledger, signer);
  if (!known.ok) return known;
  const planned = planAppend(ledger, known.value, additions, signer);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const added = plan.added.map(({ entry }) => entry.id);
  const note = added.length > 0 ? plan.note : (ledger?.note ?? '');
  return ok({ ledger, plan, report: { added, present: plan.present, size: plan.edge.size, note } });
}
