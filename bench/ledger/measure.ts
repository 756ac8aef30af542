import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { folderLedger, gitLedger } from '@interlock/adapters/ledger';
import { parseLogKey, verifyLedger } from '@interlock/core/ledger';
import { valueOf } from '@interlock/core/ledger-fixture';
import { measureCpu } from '../cpu.ts';
import { growth, makeLedger, makeRepository, type Grown } from './growth.ts';
import { naiveSize } from './naive.ts';

export interface Rate {
  readonly kind: string;
  readonly writers: number;
  readonly entries: number;
  readonly perSecond: number;
  readonly median: number;
  readonly p95: number;
}

export interface LedgerMeasured {
  readonly rates: readonly Rate[];
  readonly growth: readonly Grown[];
  readonly growthEntries: number;
  readonly verifyEntries: number;
  readonly verifyCpuSeconds: number;
}

const root = mkdtempSync(join(tmpdir(), 'interlock-bench-ledger-'));
const growthEntries = Number(process.env['INTERLOCK_BENCH_LEDGER_ENTRIES'] ?? 2000);
const verifyEntries = 10_000;

/** One file for each program: of 32 processes each would compile every module again. */
function bundle(name: string): string {
  const outfile = join(root, `${name}.mjs`);
  buildSync({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
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

async function rate(kind: string, writers: number, program: string, keyFile: string): Promise<Rate> {
  const each = Math.max(2, Math.round(64 / writers));
  const place =
    kind === 'git' || kind === 'naive' ? makeRepository(root, `${kind}-${writers}`) : join(root, `${kind}-${writers}`);
  const children = Array.from({ length: writers }, (_, at) =>
    spawn(process.execPath, [program, kind, place, keyFile, String(at * each), String(each)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const ready = children.map(({ stdout }) => once(stdout, 'data'));
  await Promise.all(ready);
  const started = performance.now();
  const outputs = await Promise.all(
    children.map(({ stdin, stdout }) => {
      stdin.end();
      return text(stdout);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const times = outputs.flatMap((output) => output.trim().split('\n').map(Number)).toSorted((a, b) => a - b);
  if (times.length !== writers * each) throw new Error(`${kind}: ${times.length} of ${writers * each} appends`);
  const kept = await countEntries(kind, place, keyFile);
  if (kept !== times.length) throw new Error(`${kind}: ${kept} of ${times.length} entries are there`);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { kind, writers, entries: times.length, perSecond: times.length / seconds, median: at(0.5), p95: at(0.95) };
}

async function countEntries(kind: string, place: string, keyFile: string): Promise<number> {
  if (kind === 'chain') return readFileSync(place, 'utf8').split('\n').length - 1;
  if (kind === 'naive') return naiveSize(place);
  const signer = valueOf(parseLogKey(readFileSync(keyFile, 'utf8'), 'bench.example/ledger', keyFile));
  const store = kind === 'git' ? gitLedger({ repository: place }) : folderLedger({ folder: place });
  const report = valueOf(await verifyLedger(valueOf(await store.snapshot()), { verifier: signer }));
  // an entry may rest on one of another writer that came later
  const wrong = report.findings.find(({ kind: finding }) => finding !== 'order');
  if (wrong !== undefined) throw new Error(`${kind}: ${wrong.message}`);
  return report.entries.length;
}

try {
  const keyFile = join(root, 'key.pem');
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const signer = valueOf(parseLogKey(readFileSync(keyFile, 'utf8'), 'bench.example/ledger', keyFile));
  const [writer, verify] = [bundle('writer'), bundle('verify')];
  const rates: Rate[] = [];
  for (const kind of ['git', 'folder', 'naive', 'chain'])
    for (const writers of [1, 8, 32]) rates.push(await rate(kind, writers, writer, keyFile));
  await makeLedger(join(root, 'verify'), verifyEntries, signer);
  const command = [process.execPath, verify, join(root, 'verify'), signer.vkey, String(verifyEntries)] as const;
  const verified = measureCpu({ command, cwd: root }, 3);
  if (verified.exitCode !== 0) throw new Error('the ledger that was made does not hold');
  const measured: LedgerMeasured = {
    rates,
    growth: await growth(root, growthEntries, signer),
    growthEntries,
    verifyEntries,
    verifyCpuSeconds: verified.cpuSeconds,
  };
  console.log(JSON.stringify(measured));
} finally {
  rmSync(root, { recursive: true, force: true });
}
