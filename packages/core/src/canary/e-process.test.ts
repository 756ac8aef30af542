import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LookCounts } from './counters.ts';
import { evidenceOfBetter, evidenceOfWorse, logEvidence, update, type EProcess } from './e-process.ts';
import { generator, simulateRequests } from './simulation.ts';

interface Scenario {
  readonly runs: number;
  readonly looks: number;
  readonly canaryRate: number;
  readonly baselineRate: number;
  readonly process: EProcess;
  readonly canaryRequests: number;
  readonly baselineRequests: number;
}

/** First look at which the evidence reaches 100, of each run that gets there; sorted. */
function detections(scenario: Scenario): readonly number[] {
  const random = generator(20_261_124);
  const found: number[] = [];
  for (let run = 0; run < scenario.runs; run++) {
    let process = scenario.process;
    for (let look = 1; look <= scenario.looks; look++) {
      process = update(process, {
        canary: simulateRequests(random, scenario.canaryRequests, scenario.canaryRate),
        baseline: simulateRequests(random, scenario.baselineRequests, scenario.baselineRate),
      });
      if (logEvidence(process) < Math.log(100)) continue;
      found.push(look);
      break;
    }
  }
  return found.sort((a, b) => a - b);
}

const tenPercent = { canaryRequests: 150, baselineRequests: 1350, looks: 240 } as const;

describe('the e-process in simulation (15-s looks for an hour, 100 requests a second, 10 % canary)', () => {
  it('rolls back at most 1 % of equal canaries at alpha 1 %', () => {
    const runs = 2000;
    const equal = { ...tenPercent, runs, canaryRate: 0.005, baselineRate: 0.005, process: evidenceOfWorse(1) };
    // 20 are expected at most; 34 is three standard deviations of chance above.
    expect(detections(equal).length).toBeLessThanOrEqual(34);
  });

  it('finds 0.5 % against 1.5 % within minutes', () => {
    const worse = { ...tenPercent, runs: 200, canaryRate: 0.015, baselineRate: 0.005, process: evidenceOfWorse(1) };
    const found = detections(worse);
    expect(found).toHaveLength(200);
    expect(found[100]).toBeLessThanOrEqual(12);
  });

  it('passes equal canaries, and at most 1 % of those three times as bad', () => {
    const process = evidenceOfBetter(2);
    const equal = { ...tenPercent, runs: 200, canaryRate: 0.005, baselineRate: 0.005, process };
    expect(detections(equal)).toHaveLength(200);
    const worse = { ...tenPercent, looks: 100, runs: 1000, canaryRate: 0.015, baselineRate: 0.005, process };
    expect(detections(worse).length).toBeLessThanOrEqual(19);
  });

  it('passes at most 1 % of canaries that lie on the margin itself', () => {
    const border = {
      ...tenPercent,
      looks: 100,
      runs: 1000,
      canaryRate: 0.01,
      baselineRate: 0.005,
      process: evidenceOfBetter(2),
    };
    expect(detections(border).length).toBeLessThanOrEqual(19);
  });
});

const counts = fc
  .tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }))
  .map(([a, b]) => ({ requests: Math.max(a, b), errors: Math.min(a, b) }));
const lookCounts: fc.Arbitrary<LookCounts> = fc.record({ canary: counts, baseline: counts });

describe('the e-process', () => {
  it('does not depend on the order of the looks', () => {
    fc.assert(
      fc.property(fc.array(lookCounts, { maxLength: 20 }), (looks) => {
        const forward = logEvidence(looks.reduce(update, evidenceOfWorse(1)));
        const backward = logEvidence(looks.toReversed().reduce(update, evidenceOfWorse(1)));
        expect(Math.abs(forward - backward)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(forward)) + 1e-6);
      }),
    );
  });

  it('grows against the canary, and shrinks for it, with each further error of the canary', () => {
    fc.assert(
      fc.property(lookCounts, (look) => {
        fc.pre(look.canary.requests > 0 && look.baseline.requests > 0);
        const more = { ...look, canary: { ...look.canary, errors: look.canary.errors + 1 } };
        expect(logEvidence(update(evidenceOfWorse(1), more))).toBeGreaterThan(
          logEvidence(update(evidenceOfWorse(1), look)),
        );
        expect(logEvidence(update(evidenceOfBetter(2), more))).toBeLessThan(
          logEvidence(update(evidenceOfBetter(2), look)),
        );
      }),
    );
  });

  it('has an expectation of at most 1 under the null for one look (exact sum)', () => {
    const [n, p] = [12, 0.3];
    const weight = (k: number) => choose(n, k) * p ** k * (1 - p) ** (n - k);
    let expectation = 0;
    for (let c = 0; c <= n; c++) {
      for (let b = 0; b <= n; b++) {
        const look = { canary: { requests: n, errors: c }, baseline: { requests: n, errors: b } };
        expectation += weight(c) * weight(b) * Math.exp(logEvidence(update(evidenceOfWorse(1), look)));
      }
    }
    expect(expectation).toBeLessThanOrEqual(1);
    expect(expectation).toBeGreaterThan(0.2);
  });

  it('learns nothing from a look without requests on one side', () => {
    const look = { canary: { requests: 0, errors: 0 }, baseline: { requests: 1000, errors: 900 } };
    expect(logEvidence(update(evidenceOfBetter(2), look))).toBe(0);
  });
});

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}
