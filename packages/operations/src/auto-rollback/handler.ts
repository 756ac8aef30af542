import { exitCodeOf, ok, type Failure, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs } from '@interlock/core/ports';
import {
  parseRollbackConfig,
  runRollback,
  writeRollbackRecord,
  type RollbackPorts,
  type RollbackRecord,
} from '@interlock/core/rollback';
import type { autoRollback } from './declaration.ts';
import { rollbackSummary } from './summary.ts';

type Inputs = InputsOf<typeof autoRollback>;

export interface AutoRollbackPorts extends RollbackPorts {
  readonly checkOutputs: CheckOutputs;
  readonly reporter: Reporter;
}

/** Exit 0: rolled back. 1: refused, or nothing good to go back to. 3: a step failed; the message says what remains. */
export const handleAutoRollback: Handler<typeof autoRollback, AutoRollbackPorts> = async (inputs, ports) => {
  const bytes = await ports.readFile(inputs.config);
  if (!bytes.ok) return bytes;
  const config = parseRollbackConfig(new TextDecoder().decode(bytes.value), inputs.config);
  if (!config.ok) return config;
  const { record, failure } = await runRollback(config.value, ports);
  if (record === undefined) return undecided(failure);
  ports.reporter.summary(rollbackSummary(record));
  const written = await writeCopy(record, inputs, ports);
  if (failure !== undefined) return undecided(failure);
  if (!written.ok) return undecided(written.error);
  if (record.status === 'nothing-good') announceNothingGood(ports.reporter, record);
  return ok({ outputs: outputsOf(record, inputs.outputFile), exitCode: record.status === 'complete' ? 0 : 1 });
};

/** Checked only now: nothing may come before the weight of the canary. */
async function writeCopy(record: RollbackRecord, inputs: Inputs, ports: AutoRollbackPorts): Promise<Result<void>> {
  const output = { input: 'output-file', path: inputs.outputFile };
  const free = await ports.checkOutputs([output], [{ input: 'config', path: inputs.config }]);
  return free.ok ? ports.writeFile(inputs.outputFile, writeRollbackRecord(record)) : free;
}

function outputsOf(record: RollbackRecord, rollbackPath: string) {
  return {
    rollbackPath,
    redeployedDigest: record.status === 'complete' ? record.target?.digest : undefined,
    revertCommit: record.revert?.commit,
    revertRequest: record.revert?.request,
  };
}

/** A refusal stays one; whatever else stopped a rollback half-way is "could not decide", never misuse. */
function undecided(failure: Failure | undefined): Result<never> {
  if (failure === undefined)
    return { ok: false, error: { kind: 'internal', message: 'A rollback without record or failure.' } };
  if (failure.message.startsWith('Refused:') || exitCodeOf(failure) === 3) return { ok: false, error: failure };
  return { ok: false, error: { ...failure, kind: 'evaluation-failed', cause: failure } };
}

function announceNothingGood(reporter: Reporter, record: RollbackRecord): void {
  const why = record.steps.find(({ name }) => name === 'choose')?.note ?? '';
  reporter.annotate({
    level: 'error',
    title: 'Nothing good to go back to',
    message: `The canary has weight 0. ${why} Deploy a good artifact by hand.`,
  });
}
