import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { parseLogKey, verifyLedger, type LedgerReport, type LedgerStore, type LogSigner } from '@interlock/core/ledger';
import { makeEntry, valueOf } from '@interlock/core/ledger-fixture';
import type { Task } from './writer.ts';

const origin = 'forge.example/team/app/interlock/2026';

export interface WriterScene {
  readonly root: string;
  readonly signer: LogSigner;
  /** Starts a process that appends. */
  readonly start: (task: Pick<Task, 'store' | 'from' | 'count' | 'batch'>) => ChildProcess;
  readonly remove: () => void;
}

export function writerScene(): WriterScene {
  const root = mkdtempSync(join(tmpdir(), 'ledger-writers-'));
  const keyFile = join(root, 'key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const program = bundleWriter(root);
  return {
    root,
    signer: valueOf(parseLogKey(readFileSync(keyFile, 'utf8'), origin, keyFile)),
    start: (task) =>
      spawn(process.execPath, [program, JSON.stringify({ ...task, keyFile, origin })], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { PATH: process.env['PATH'] ?? '', TMPDIR: root },
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** One file: of many processes at once each would compile every module again. */
function bundleWriter(folder: string): string {
  const outfile = join(folder, 'writer.mjs');
  buildSync({
    entryPoints: [resolve(import.meta.dirname, 'writer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    conditions: ['source'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
}

/** How a writer ended. */
export async function ended(child: ChildProcess): Promise<'done' | 'failed' | 'killed'> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== null) return 'killed';
  return code === 0 ? 'done' : 'failed';
}

/** Kills with SIGKILL after so many milliseconds, unless it ends before. */
export function killAfter(child: ChildProcess, milliseconds: number): ChildProcess {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  child.once('exit', () => clearTimeout(timer));
  return child;
}

export async function check(store: LedgerStore, verifier: LogSigner): Promise<LedgerReport> {
  return valueOf(await verifyLedger(valueOf(await store.snapshot()), { verifier }));
}

/** Which of the first `count` entries stand there how often, as far as it is not once. */
export function miscounted({ entries }: LedgerReport, count: number): readonly (readonly [number, number])[] {
  const counts = new Map<string, number>();
  for (const { entry } of entries) counts.set(entry.id, (counts.get(entry.id) ?? 0) + 1);
  const numbers = Array.from({ length: count }, (_, number) => number);
  return numbers
    .map((number) => [number, counts.get(makeEntry(number).id) ?? 0] as const)
    .filter(([, found]) => found !== 1);
}
