import {
  advanceCounters,
  hasGroup,
  judge,
  observe,
  startCounters,
  startRun,
  stepAt,
  trafficShares,
  type CanaryConfig,
  type CanaryRun,
  type CanarySettings,
  type CounterSample,
  type Ending,
  type Look,
  type ReadCounters,
} from '@interlock/core/canary';
import type { Failure, Result } from '@interlock/core/failure';
import type { Clock } from '@interlock/core/ports';
import type { Reporter } from '@interlock/core/host';
import { oneLine } from '@interlock/core/text';

/** So many reads in a row may fail before the canary is called unobserved and ended. */
const missesInARow = 3;

export interface WatchPorts {
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly readCounters: ReadCounters;
  readonly setWeight: (weight: number) => Promise<Result<void>>;
}

export interface Watched {
  readonly run: CanaryRun;
  readonly ending: Ending;
  readonly missedReads: number;
  /** What broke, where something did. */
  readonly failure?: Failure;
}

/** Ramps and looks until something ends it. `progress` always holds the last state, also when a port throws. */
export async function watch(
  config: CanaryConfig,
  settings: CanarySettings,
  ports: WatchPorts,
  progress: (state: Watched) => void,
): Promise<Watched> {
  const { clock, reporter, readCounters, setWeight } = ports;
  let run = startRun(settings, clock.now());
  let missedReads = 0;
  let missesNow = 0;
  const end = (ending: Ending, failure?: Failure): Watched => ({
    run,
    ending,
    missedReads,
    ...(failure ? { failure } : {}),
  });

  const zero = await setWeight(0);
  if (!zero.ok) return end('hook-failed', zero.error);
  const first = await readCounters();
  if (!first.ok) return end('source-failed', first.error);
  // The canary may have no series before its first request; the baseline has all the traffic.
  if (!hasGroup(first.value, 'baseline')) return end('source-failed', noSeries('baseline'));
  let counters = startCounters(first.value);
  let hasCanary = hasGroup(first.value, 'canary');
  run = startRun(settings, clock.now());
  let weight = 0;
  for (;;) {
    const elapsed = clock.now() - run.startedAt;
    if (elapsed >= settings.timeout * 1000) return end('timeout');
    const next = stepAt(settings, elapsed)?.weight ?? 0;
    if (next !== weight) {
      const set = await setWeight(next);
      if (!set.ok) return end('hook-failed', set.error);
      weight = next;
    }
    await clock.sleep(Math.min(config.interval * 1000, settings.timeout * 1000 - elapsed));
    const sample = requireGroups(await readCounters(), hasCanary);
    if (!sample.ok) {
      missedReads++;
      missesNow++;
      reporter.progress(`canary: read failed (${missesNow} of ${missesInARow}): ${oneLine(sample.error.message)}`);
      if (missesNow >= missesInARow) return end('source-failed', sample.error);
      continue;
    }
    missesNow = 0;
    hasCanary ||= hasGroup(sample.value, 'canary');
    const { state, increments } = advanceCounters(counters, sample.value);
    counters = state;
    run = observe(run, { time: clock.now(), weight, ...increments });
    progress(end('interrupted'));
    const last = run.looks.at(-1);
    if (last !== undefined) reporter.progress(lookLine(run.looks.length, last, settings));
    if (judge(run) !== undefined) return end('evidence');
    if (!hasCanary && isOverdue(run)) return end('source-failed', noSeries('canary'));
  }
}

/** A group that has lost all its series was not read. */
function requireGroups(sample: Result<CounterSample>, hasCanary: boolean): Result<CounterSample> {
  if (!sample.ok) return sample;
  if (!hasGroup(sample.value, 'baseline')) return { ok: false, error: noSeries('baseline') };
  if (hasCanary && !hasGroup(sample.value, 'canary')) return { ok: false, error: noSeries('canary') };
  return sample;
}

/** Whether the canary, with its share of the traffic, must have had a request by now. */
function isOverdue({ looks }: CanaryRun): boolean {
  return looks.length >= missesInARow && trafficShares(looks).some(({ verdict }) => verdict === 'not-applied');
}

function noSeries(group: 'canary' | 'baseline'): Failure {
  return {
    kind: 'service-failed',
    message: `The source has no series of the ${group}.`,
    hint: `Check the metric and the label matchers of the ${group} in the canary configuration.`,
  };
}

function lookLine(number: number, look: Look, { alpha, beta }: CanarySettings): string {
  const { canary, baseline } = look;
  const evidence = (log: number, level: number) => `${Math.exp(log).toPrecision(3)} of ${1 / level}`;
  return [
    `canary: look ${number}, weight ${look.weight} %`,
    `canary ${canary.errors}/${canary.requests}, baseline ${baseline.errors}/${baseline.requests}`,
    `worse ${evidence(look.logE, alpha)}, fine ${evidence(look.logEPass, beta)}`,
  ].join(' · ');
}
