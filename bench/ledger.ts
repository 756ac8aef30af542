import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { LedgerMeasured } from './ledger/measure.ts';
import { table, type Section } from './section.ts';

const names: Readonly<Record<string, string>> = {
  git: 'branch `interlock/ledger`',
  folder: 'folder',
  naive: 'tlog-tiles in git as they are, compare and swap',
  chain: 'hash-chained JSONL, one file',
};

/** Appends by many processes, how a repository grows, and the cost of verification. */
export function ledger(): Section {
  const args = ['--conditions=source', '--no-warnings', join(import.meta.dirname, 'ledger', 'measure.ts')];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return section(JSON.parse(output) as LedgerMeasured);
}

function section({ growth, growthEntries, rates, verifyCpuSeconds, verifyEntries }: LedgerMeasured): Section {
  return {
    text: [
      '## Ledger',
      '',
      'Each writer is a process and appends one entry at a time, to a repository or file on this machine; all begin at once, when the',
      'last of them has started. None lost an entry. The chain of lines is signed by nobody and proves nothing without all of its',
      'lines; it is here for its price.',
      '',
      table(
        ['ledger', 'writers', 'entries', 'appends/s', 'median ms', '95 % ms'],
        rates.map(({ entries, kind, median, p95, perSecond, writers }) => [
          names[kind] ?? kind,
          String(writers),
          String(entries),
          perSecond.toFixed(1),
          median.toFixed(0),
          p95.toFixed(0),
        ]),
      ),
      '',
      `Size of ${growthEntries.toLocaleString('en')} entries, one commit each, packed from the start (\`git repack -adf\`).`,
      '',
      table(
        ['ledger', 'bytes an entry', 'content MB', 'packed MB', 'times the content'],
        growth.map(({ contentBytes, name, packedBytes }) => [
          name,
          (contentBytes / growthEntries).toFixed(0),
          (contentBytes / 1e6).toFixed(2),
          (packedBytes / 1e6).toFixed(2),
          (packedBytes / contentBytes).toFixed(1),
        ]),
      ),
      '',
      `Verification of ${verifyEntries.toLocaleString('en')} entries offline, every tile and entry: ${verifyCpuSeconds.toFixed(2)} s CPU with the start of Node.`,
    ],
    misses: missesOf({ growth, rates }),
  };
}

function missesOf({ growth, rates }: Pick<LedgerMeasured, 'growth' | 'rates'>): readonly string[] {
  const [own] = growth;
  const ratio = own === undefined ? 0 : own.packedBytes / own.contentBytes;
  const size =
    ratio > 2.5 ? [`ledger: ${ratio.toFixed(1)} times the bytes of its entries in git; 2.5 is the target`] : [];
  const of = (kind: string, writers: number) => rates.find((rate) => rate.kind === kind && rate.writers === writers);
  const slower = [1, 8, 32].flatMap((writers) =>
    ['naive', 'chain'].flatMap((kind) => {
      const [ours, other] = [of('git', writers), of(kind, writers)];
      if (ours === undefined || other === undefined || other.perSecond <= ours.perSecond) return [];
      return [
        `ledger: at ${writers} at once ${names[kind]} takes ${other.perSecond.toFixed(1)} appends/s, the branch ${ours.perSecond.toFixed(1)}`,
      ];
    }),
  );
  return [...size, ...slower];
}
