import { readFileSync } from 'node:fs';
import { folderLedger, gitLedger } from '@interlock/adapters/ledger';
import { parseLogKey, payloadDigest, sealPayload, type LedgerStore } from '@interlock/core/ledger';
import { makeEntry, valueOf } from '@interlock/core/ledger-fixture';

/** What a writer process does: from `from` on, `count` entries in appends of `batch`; one line for each append that was acknowledged. */
export interface Task {
  readonly store:
    | { readonly folder: string }
    | { readonly repository: string; readonly remote?: { url: string; user: string; token: string } };
  readonly keyFile: string;
  readonly origin: string;
  readonly from: number;
  readonly count: number;
  readonly batch: number;
}

const task = JSON.parse(process.argv[2] ?? '') as Task;
const signer = valueOf(parseLogKey(readFileSync(task.keyFile, 'utf8'), task.origin, task.keyFile));
const store: LedgerStore = 'folder' in task.store ? folderLedger(task.store) : gitLedger(task.store);
for (let done = 0; done < task.count; done += task.batch) {
  const additions = Array.from({ length: Math.min(task.batch, task.count - done) }, (_, at) => {
    const number = task.from + done + at;
    const payload = sealPayload({ number }, new Uint8Array(32).fill(number));
    return { entry: makeEntry(number, { payload: payloadDigest(payload) }), payload };
  });
  const report = valueOf(await store.append({ additions, signer }));
  process.stdout.write(`${report.size}\n`);
}
