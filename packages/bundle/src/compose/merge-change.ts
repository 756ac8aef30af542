import { systemClock } from '@interlock/adapters/clock';
import { clearOutputs, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { fetchCommit, openRepository, revertedTree } from '@interlock/adapters/git';
import { predictMerge } from '@interlock/adapters/local';
import { signStatement, verifyBundle } from '@interlock/adapters/sigstore';
import { ok } from '@interlock/core/failure';
import type { FetchCommit, RunContext } from '@interlock/core/ports';
import { handleMergeChange, mergeChange, mergeChangeFiles } from '@interlock/operations/merge-change';
import { bind, type Compose } from './compose.ts';
import { forgeAt } from './forge.ts';
import { signingKeys } from './signing-keys.ts';

/** Names that the forges take together with a token. */
const users = { github: 'x-access-token', gitlab: 'oauth2' } as const;

/** What the local forge merges is in its repository already. */
function fetchFrom({ kind, repository: home }: RunContext, token: string | undefined): FetchCommit {
  if (kind === 'terminal' || home === undefined || token === undefined) return () => Promise.resolve(ok(undefined));
  const remote = { url: `${home.server}/${home.slug}.git`, user: users[kind], token };
  return (fetch) => fetchCommit({ ...fetch, ...remote });
}

export const compose: Compose = ({ environment, runContext }) =>
  bind(
    mergeChange,
    handleMergeChange,
    (host) => {
      const token = host.input('token', mergeChange.inputs.token);
      const repository = host.input('repository', mergeChange.inputs.repository);
      return {
        openRepository,
        clearOutputs,
        readFile,
        writeFiles,
        forge: forgeAt(runContext, token, repository),
        mergedTree: predictMerge,
        revertedTree,
        fetchCommit: fetchFrom(runContext, token),
        verifyBundle,
        loadSigningKey: signingKeys(environment, host.reporter),
        signStatement,
        clock: systemClock,
        runContext,
        reporter: host.reporter,
      };
    },
    (inputs) => clearOutputs(mergeChangeFiles(inputs)),
  );
