import { folderLedger, gitLedger } from '@interlock/adapters/ledger';
import type { LedgerStore } from '@interlock/core/ledger';

type Place =
  | { readonly kind: 'folder'; readonly folder: string }
  | ({ readonly kind: 'git' } & Parameters<typeof gitLedger>[0]);

export const openStore = (place: Place): LedgerStore =>
  place.kind === 'folder' ? folderLedger(place) : gitLedger(place);
