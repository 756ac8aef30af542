import { describe, expect, it } from '@jest/globals';
import type { CanarySettings, Verdict } from './decision.ts';
import { judge, observe, startRun, stepAt } from './run.ts';
import { generator, simulateRequests } from './simulation.ts';

const settings: CanarySettings = {
  alpha: 0.01,
  beta: 0.01,
  delta: 1,
  deltaMax: 2,
  bake: 300,
  timeout: 1800,
  steps: [
    { weight: 5, hold: 300 },
    { weight: 25, hold: 300 },
    { weight: 50, hold: 60 },
  ],
  guardSamples: 100,
  minSamples: 100,
  sourceClass: 'platform',
};
const interval = 15;
const baselineRate = 0.005;

interface Scenario {
  readonly settings?: Partial<CanarySettings>;
  readonly runs: number;
  readonly requestsPerSecond: number;
  /** Error rate of the canary at a weight. */
  readonly canaryRate: (weight: number) => number;
}

/** How many of the runs ended so; a run without a verdict at its time-out is inconclusive. */
function verdicts(scenario: Scenario): Readonly<Record<Verdict, number>> {
  const random = generator(20_261_125);
  const found = { promote: 0, rollback: 0, inconclusive: 0 };
  for (let run = 0; run < scenario.runs; run++) found[simulate(scenario, random)]++;
  return found;
}

function simulate(scenario: Scenario, random: () => number): Verdict {
  let run = startRun({ ...settings, ...scenario.settings }, 0);
  for (let time = interval; time <= run.settings.timeout; time += interval) {
    const weight = stepAt(run.settings, (time - interval) * 1000)?.weight ?? 0;
    const canary = Math.round((scenario.requestsPerSecond * interval * weight) / 100);
    run = observe(run, {
      time: time * 1000,
      weight,
      canary: simulateRequests(random, canary, scenario.canaryRate(weight)),
      baseline: simulateRequests(random, scenario.requestsPerSecond * interval - canary, baselineRate),
    });
    const judged = judge(run);
    if (judged !== undefined) return judged.decision;
  }
  return 'inconclusive';
}

const onlyAtTheLastWeight = (times: number) => (weight: number) => baselineRate * (weight === 50 ? times : 1);

describe('a ramp of three weights in simulation', () => {
  it('rolls back at most 1 % of equal canaries at alpha 1 %', () => {
    const endless = { bake: 1799 };
    const equal = { runs: 800, requestsPerSecond: 100, canaryRate: () => baselineRate };
    // 8 are expected at most; 16 is three standard deviations of chance above
    expect(verdicts({ ...equal, settings: endless }).rollback).toBeLessThanOrEqual(16);
    expect(verdicts({ ...equal, runs: 200 }).promote).toBeGreaterThanOrEqual(190);
  });

  it.each([3, 5, 10])('does not promote a canary that is %d times as bad at the last weight only', (times) => {
    const scenario = { runs: 500, requestsPerSecond: 100, canaryRate: onlyAtTheLastWeight(times) };
    const { promote, rollback } = verdicts(scenario);
    // 5 are expected at most
    expect(promote).toBeLessThanOrEqual(11);
    expect(rollback).toBeGreaterThanOrEqual(475);
  });

  it('promotes at most 1 % of canaries that lie on the margin at the last weight only', () => {
    // delta above 1 keeps the rollback from answering first
    const scenario = { settings: { delta: 1.9 }, runs: 500, requestsPerSecond: 100 };
    expect(verdicts({ ...scenario, canaryRate: onlyAtTheLastWeight(2) }).promote).toBeLessThanOrEqual(11);
  });
});
