import {
  canaryChart,
  conclude,
  parseCanaryConfig,
  startRun,
  type CanaryConfig,
  type CanaryDecision,
  type CanarySettings,
  type ReadCounters,
} from '@interlock/core/canary';
import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, Clock, ReadFile, RunCommand, WriteFiles } from '@interlock/core/ports';
import { escapeMarkdown, oneLine } from '@interlock/core/text';
import { canaryGate } from './declaration.ts';
import { settingsOf } from './settings.ts';
import { watch, type Watched } from './watch.ts';

export interface CanaryGatePorts {
  readonly readFile: ReadFile;
  readonly checkOutputs: CheckOutputs;
  readonly writeFiles: WriteFiles;
  /** The reader for a source; the interval of the looks in seconds bounds its time-outs and windows. */
  readonly countersFor: (source: CanaryConfig['source'], intervalSeconds: number) => ReadCounters;
  readonly runCommand: RunCommand;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

const byHand = 'Set the weight of the canary by hand now, then repair the command.';
const exitCodes = { promote: 0, rollback: 1, inconclusive: 3 } as const;

/** Ramps the canary and decides. Unless it is promoted its weight is set to 0 on the way out, whatever happened. */
export const handleCanaryGate: Handler<typeof canaryGate, CanaryGatePorts> = async (inputs, ports) => {
  const file = await ports.readFile(inputs.config);
  if (!file.ok) return file;
  const parsed = parseCanaryConfig(new TextDecoder().decode(file.value), inputs.config);
  if (!parsed.ok) return parsed;
  const { config, digest } = parsed.value;
  const free = await checkPaths(inputs, ports);
  if (!free.ok) return free;

  const watched = await watchSafely(config, settingsOf(config, inputs), ports);
  const end = { configDigest: digest, ending: watched.ending, missedReads: watched.missedReads };
  const reached = conclude(watched.run, end);
  const zero = reached.decision === 'promote' ? ok(undefined) : await setWeight(config, ports, 0);
  const decision = zero.ok ? reached : conclude(watched.run, { ...end, ending: 'hook-failed' });

  announce(decision, watched.failure, zero.ok ? undefined : zero.error, ports.reporter);
  const written = await writeRecord(decision, inputs, ports);
  if (!written.ok) {
    // A promotion without its record is none: the caller must not go on.
    if (decision.decision === 'promote') await setWeight(config, ports, 0);
    return written;
  }
  ports.reporter.summary(summaryOf(decision));
  return ok({
    outputs: { decision: decision.decision, decisionPath: inputs.outputFile, chartPath: inputs.chartFile },
    exitCode: exitCodes[decision.decision],
  });
};

/** A port that throws must not leave traffic on the canary. */
async function watchSafely(config: CanaryConfig, settings: CanarySettings, ports: CanaryGatePorts): Promise<Watched> {
  let state: Watched = { run: startRun(settings, ports.clock.now()), ending: 'interrupted', missedReads: 0 };
  try {
    const watchPorts = {
      clock: ports.clock,
      reporter: ports.reporter,
      readCounters: ports.countersFor(config.source, config.interval),
      setWeight: (weight: number) => setWeight(config, ports, weight),
    };
    return await watch(config, settings, watchPorts, (progress) => (state = progress));
  } catch (cause) {
    const message = `The canary was interrupted: ${oneLine(cause instanceof Error ? cause.message : String(cause))}.`;
    return { ...state, failure: { kind: 'internal', message, cause } };
  }
}

async function setWeight(
  { setWeight: hook }: CanaryConfig,
  ports: CanaryGatePorts,
  weight: number,
): Promise<Result<void>> {
  const [program, ...parameters] = hook.command;
  try {
    const outcome = await ports.runCommand({
      command: [program, ...parameters],
      environment: { INTERLOCK_WEIGHT: String(weight) },
      timeoutSeconds: hook.timeout,
    });
    if (!outcome.ok) {
      const hint = `${byHand} ${outcome.error.hint ?? ''}`.trim();
      return { ok: false, error: { ...outcome.error, hint } };
    }
    if (outcome.value.exitCode === 0) return ok(undefined);
    const shown = oneLine(outcome.value.stderr.trim().slice(-300));
    return hookFailed(`The weight command ended with ${outcome.value.exitCode} for weight ${weight}: ${shown}`);
  } catch (cause) {
    return hookFailed(`The weight command failed for weight ${weight}.`, cause);
  }
}

function hookFailed(message: string, cause?: unknown): Result<never> {
  return fail('hook-failed', message, { hint: byHand, ...(cause === undefined ? {} : { cause }) });
}

/** What broke, else why there is no promotion. */
function announce(
  { decision, reason, totals }: CanaryDecision,
  broken: Failure | undefined,
  stuck: Failure | undefined,
  reporter: Reporter,
): void {
  // The command that broke the run most often breaks for weight 0 too, in the same words.
  const failures = [broken, stuck?.message === broken?.message ? undefined : stuck].filter((one) => one !== undefined);
  for (const { hint = '', kind, message } of failures)
    reporter.annotate({ level: 'error', title: `canary-gate: ${kind}`, message: `${message} ${hint}`.trim() });
  if (failures.length > 0 || decision === 'promote') return;
  const unseen = totals.canary.requests + totals.baseline.requests === 0;
  const hint = unseen ? ' No request was counted: check the metric and the label matchers of the source.' : '';
  reporter.annotate({ level: 'error', title: `canary-gate: ${decision}`, message: `${oneLine(reason)}.${hint}` });
}

type Paths = Pick<InputsOf<typeof canaryGate>, 'config' | 'outputFile' | 'chartFile'>;

/** Asked before any traffic is moved: a canary whose decision cannot be written must not start. */
function checkPaths(
  { chartFile, config, outputFile }: Paths,
  { checkOutputs }: CanaryGatePorts,
): Promise<Result<void>> {
  const outputs = [
    { input: 'output-file', path: outputFile },
    { input: 'chart-file', path: chartFile },
  ];
  return checkOutputs(outputs, [{ input: 'config', path: config }]);
}

function writeRecord(
  decision: CanaryDecision,
  { chartFile, outputFile }: Paths,
  { writeFiles }: CanaryGatePorts,
): Promise<Result<void>> {
  return writeFiles([
    { path: chartFile, content: canaryChart(decision) },
    { path: outputFile, content: `${JSON.stringify(decision, null, 2)}\n` },
  ]);
}

function summaryOf({ decision, reason, totals, looks }: CanaryDecision): string {
  const { canary, baseline } = totals;
  const counts = `canary ${canary.errors} of ${canary.requests}, baseline ${baseline.errors} of ${baseline.requests}`;
  return `Canary: **${decision}** · ${escapeMarkdown(reason)} · errors: ${counts} · ${looks.length} ${looks.length === 1 ? 'look' : 'looks'}`;
}
