import { spawnSync } from 'node:child_process';
import {
  openLedger,
  planAppend,
  type Addition,
  type LedgerEntry,
  type LogSigner,
  type OpenLedger,
} from '@interlock/core/ledger';
import { valueOf } from '@interlock/core/ledger-fixture';
import { partialFiles } from '../../packages/adapters/src/ledger/partial-files.ts';

const reference = 'refs/heads/log';
const identity = { GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@example.invalid' };

function git(repository: string, command: readonly string[], input: string | Uint8Array = ''): Buffer | undefined {
  const run = spawnSync('git', ['--git-dir', repository, ...command], {
    input,
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...identity },
    maxBuffer: 1 << 28,
  });
  return run.status === 0 ? run.stdout : undefined;
}

/**
 * What one writes first: the files of tlog-tiles as they are, with their partial tiles, one commit for each entry, and
 * the branch moved by compare and swap until it goes through.
 */
export async function appendNaively(repository: string, entry: LedgerEntry, signer: LogSigner): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const tip = git(repository, ['rev-parse', '--verify', '--quiet', reference])?.toString().trim();
    const ledger = await openAt(repository, tip, signer);
    const stream = commitStream(ledger, { entry }, signer, tip);
    const commit = git(repository, ['fast-import', '--quiet', '--force'], stream)?.toString().trim();
    if (commit === undefined) throw new Error('git fast-import failed');
    if (git(repository, ['update-ref', reference, commit, tip ?? '0'.repeat(40)]) !== undefined) return;
    await new Promise((resolve) => {
      setTimeout(resolve, Math.random() * Math.min(50 * 2 ** attempt, 2000));
    });
  }
}

async function openAt(repository: string, tip: string | undefined, signer: LogSigner): Promise<OpenLedger | undefined> {
  if (tip === undefined) return undefined;
  const read = async (path: string) => ({
    ok: true as const,
    value: git(repository, ['cat-file', 'blob', `${tip}:${path}`]),
  });
  return valueOf(await openLedger(read, signer));
}

/** One commit with what the entry changes, for `git fast-import`. */
export function commitStream(
  ledger: Pick<OpenLedger, 'edge' | 'pending'> | undefined,
  addition: Addition,
  signer: LogSigner,
  tip: string | undefined,
): Buffer {
  const plan = valueOf(planAppend(ledger as OpenLedger | undefined, new Set(), [addition], signer));
  const old = ledger === undefined ? [] : partialFiles(ledger).map(({ path }) => path);
  const written = [...plan.full, ...partialFiles(plan), { path: 'checkpoint', bytes: Buffer.from(plan.note) }];
  const now = new Set(written.map(({ path }) => path));
  return Buffer.concat([
    Buffer.from(
      `commit refs/new/${process.pid}\nmark :1\ncommitter Bench <bench@example.invalid> 1700000000 +0000\ndata 2\nx\n`,
    ),
    Buffer.from(tip === undefined ? '' : `from ${tip}\n`),
    ...old.filter((path) => !now.has(path)).map((path) => Buffer.from(`D ${path}\n`)),
    ...written.flatMap(({ bytes, path }) => [
      Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ]),
    Buffer.from('\nget-mark :1\n'),
  ]);
}

/** Number of its entries, as its last checkpoint says. */
export function naiveSize(repository: string): number {
  return Number(
    git(repository, ['cat-file', 'blob', `${reference}:checkpoint`])
      ?.toString()
      .split('\n')[1],
  );
}
