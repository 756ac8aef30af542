import { ok, type Result } from '@interlock/core/failure';
import type { LedgerStore } from '@interlock/core/ledger';
import type { Remote, RunContext } from '@interlock/core/ports';
import { reachableRemote } from './remote.ts';

/** Where a ledger is kept. */
export type LedgerPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  /** On the branch `interlock/ledger`; without a remote in the repository itself. */
  | { readonly kind: 'git'; readonly repository: string; readonly remote: Remote | undefined };

export type OpenLedgerStore = (place: LedgerPlace) => LedgerStore;

/** Inputs of the operations with a ledger. */
export const ledgerInputs = {
  folder: {
    type: 'path',
    description: 'Folder of the ledger, laid out as C2SP tlog-tiles. Default: the branch interlock/ledger.',
  },
  repository: {
    type: 'path',
    default: '.',
    description: 'The git repository whose branch it is; on a forge, a clone of it.',
  },
  'remote-url': {
    type: 'string',
    description: 'Address (https) of the repository with the branch. Default: that of the run; on a terminal none.',
  },
} as const;

interface PlaceInputs {
  readonly folder: string | undefined;
  readonly repository: string;
  readonly remoteUrl: string | undefined;
  readonly token: string | undefined;
}

/** In CI the branch is that of the forge, never that of a clone, which is thrown away with the job. */
export function ledgerPlace(inputs: PlaceInputs, context: RunContext): Result<LedgerPlace> {
  const { folder, remoteUrl, repository } = inputs;
  if (folder !== undefined) return ok({ kind: 'folder', folder });
  if (remoteUrl === undefined && context.repository === undefined)
    return ok({ kind: 'git', repository, remote: undefined });
  const remote = reachableRemote(inputs, context, 'The branch of the ledger cannot be reached');
  return remote.ok ? ok({ kind: 'git', repository, remote: remote.value }) : remote;
}
