import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import {
  verifyLedger as verifyLedgerTree,
  type LedgerReport,
  type LedgerStore,
  type LogVerifier,
} from '@interlock/core/ledger';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CalledFiles, ClearOutputs, OpenRepository, ReadFile, RunContext, WriteFile } from '@interlock/core/ports';
import { checkCase, ledgerCheck, type CaseEntry, type CaseReport, type LedgerCheck } from '@interlock/core/record';
import { readVerifier } from '../ledger-key.ts';
import { ledgerPlace, type OpenLedgerStore } from '../ledger-place.ts';
import type { verifyLedger } from './declaration.ts';
import { proveCases } from './prove-cases.ts';
import { renderCheck } from './summary.ts';

export interface VerifyLedgerPorts {
  readonly readFile: ReadFile;
  readonly clearOutputs: ClearOutputs;
  readonly writeFile: WriteFile;
  readonly openRepository: OpenRepository;
  readonly openStore: OpenLedgerStore;
  readonly exportLedger: (
    store: Pick<LedgerStore, 'snapshot'>,
    folder: string,
    verifier: LogVerifier,
  ) => Promise<Result<unknown>>;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}

type Inputs = InputsOf<typeof verifyLedger>;

export function verifyLedgerFiles({ outputFile, publicKey, remembered }: Inputs): CalledFiles {
  const named = (input: string, path: string | undefined) => (path === undefined ? [] : [{ input, path }]);
  return {
    outputs: [{ input: 'output-file', path: outputFile }],
    read: [...named('public-key', publicKey), ...named('remembered', remembered)],
  };
}

/** Exit 0: the ledger holds. 1: it does not. */
export const handleVerifyLedger: Handler<typeof verifyLedger, VerifyLedgerPorts> = async (inputs, ports) => {
  const free = await ports.clearOutputs(verifyLedgerFiles(inputs));
  if (!free.ok) return free;
  const verifier = await readVerifier(inputs, ports);
  if (!verifier.ok) return verifier;
  const place = ledgerPlace(inputs, ports.runContext);
  if (!place.ok) return place;
  const remembered = inputs.remembered === undefined ? ok(undefined) : await ports.readFile(inputs.remembered);
  if (!remembered.ok) return remembered;
  const store = ports.openStore(place.value);
  const snapshot = await store.snapshot();
  if (!snapshot.ok) return snapshot;
  ports.reporter.progress('Verifying the ledger');
  const report = await verifyLedgerTree(snapshot.value, {
    verifier: verifier.value,
    remembered: remembered.value,
  });
  if (!report.ok) return report;
  const cases = await checkCases(inputs.cases, report.value, store);
  if (!cases.ok) return cases;
  const proofs = await proveAll(report.value, cases.value, () =>
    proveCases(cases.value, snapshot.value, verifier.value),
  );
  if (!proofs.ok) return proofs;
  const check = ledgerCheck(report.value, cases.value, {
    comparison: inputs.remembered === undefined ? 'none' : 'remembered',
    proofs: proofs.value,
  });
  const exported = await exportVerified(inputs, check.result, () =>
    ports.exportLedger({ snapshot: async () => snapshot }, inputs.exportTo ?? '', verifier.value),
  );
  if (!exported.ok) return exported;
  const written = await ports.writeFile(inputs.outputFile, `${JSON.stringify(check, null, 2)}\n`);
  if (!written.ok) return written;
  tell(check, ports.reporter);
  return ok({
    exitCode: check.result === 'verified' ? 0 : 1,
    outputs: {
      result: check.result,
      checkPath: inputs.outputFile,
      findings: String(check.findings.length),
      size: String(check.size),
    },
  });
};

function tell(check: LedgerCheck, reporter: Reporter): void {
  reporter.summary(renderCheck(check));
  for (const { file, index, kind, message } of check.findings.slice(0, 50)) {
    const where = index === undefined ? '' : `entry ${index}: `;
    reporter.annotate({
      level: 'error',
      title: `verify-ledger: ${kind}`,
      message: `${where}${message} Do not rely on it until you know why; restore a copy that a remembered checkpoint proves.`,
      ...(file === undefined ? {} : { file }),
    });
  }
}

/** A ledger that does not hold proves nothing. */
async function proveAll(
  { findings }: LedgerReport,
  cases: readonly CaseReport[],
  prove: () => Promise<Result<ReadonlyMap<number, string>>>,
): Promise<Result<ReadonlyMap<number, string>>> {
  const holds = findings.length === 0 && cases.every((one) => one.findings.length === 0);
  return holds ? prove() : ok(new Map());
}

async function exportVerified(
  { exportTo }: Inputs,
  result: 'verified' | 'failed',
  write: () => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  return exportTo === undefined || result === 'failed' ? ok(undefined) : write();
}

/** Payloads are read for the cases that were asked for, and for no other. */
async function checkCases(
  wanted: readonly string[],
  { entries }: LedgerReport,
  store: Pick<LedgerStore, 'payload'>,
): Promise<Result<readonly CaseReport[]>> {
  const byCase = Map.groupBy(entries, ({ entry }) => entry.case);
  const names = wanted.includes('*') ? [...byCase.keys()] : [...new Set(wanted)];
  const reports: CaseReport[] = [];
  for (const name of names) {
    const placed = byCase.get(name);
    if (placed === undefined)
      return fail('no-match', `The ledger has no entry of the case ${name.slice(0, 120)}.`, {
        hint: 'Check the name: host/owner/repository!number for a change request.',
      });
    const all: CaseEntry[] = [];
    for (const one of placed) {
      const payload = one.entry.payload === null ? ok(undefined) : await store.payload(one.entry);
      if (!payload.ok) return payload;
      all.push({ ...one, payload: payload.value });
    }
    reports.push(checkCase(name, all));
  }
  return ok(reports);
}
