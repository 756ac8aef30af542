import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advanceCounters, startCounters, type CounterSample } from './counters.ts';

const sample = (time: number, values: Readonly<Record<string, number>>): CounterSample =>
  Object.entries(values).map(([id, value]) => ({
    id,
    family: id.split(' ')[0] ?? '',
    group: id.startsWith('c') ? 'canary' : 'baseline',
    outcome: id.endsWith('5xx') ? 'error' : 'other',
    points: [{ time, value }],
  }));

describe('counter increments', () => {
  it('start where the counters stood and count errors among the requests', () => {
    const start = startCounters(sample(0, { 'c 2xx': 1000, 'c 5xx': 10 }));
    expect(advanceCounters(start, sample(1, { 'c 2xx': 1090, 'c 5xx': 20 })).increments).toEqual({
      canary: { requests: 100, errors: 10 },
      baseline: { requests: 0, errors: 0 },
    });
  });

  it('count a restarted instance from zero without touching the others', () => {
    const start = startCounters(sample(0, { 'b1 2xx': 1000, 'b2 2xx': 500 }));
    const next = advanceCounters(start, sample(1, { 'b1 2xx': 3, 'b2 2xx': 510 }));
    expect(next.increments.baseline.requests).toBe(13);
  });

  it('start a series of an instance not seen before at its first value: its history is not ours', () => {
    const start = startCounters(sample(0, { 'c 2xx': 10 }));
    const born = advanceCounters(start, sample(1, { 'c 2xx': 12, 'b1 2xx': 1_000_000, 'b1 5xx': 900 }));
    expect(born.increments).toEqual({ canary: { requests: 2, errors: 0 }, baseline: { requests: 0, errors: 0 } });
    const next = advanceCounters(born.state, sample(2, { 'b1 2xx': 1_000_007, 'b1 5xx': 901 }));
    expect(next.increments.baseline).toEqual({ requests: 8, errors: 1 });
    const points = [5, 9].map((value, index) => ({ time: 1 + index, value }));
    const window: CounterSample = [{ id: 'b2 2xx', family: 'b2', group: 'baseline', outcome: 'other', points }];
    expect(advanceCounters(start, window).increments.baseline.requests).toBe(4);
  });

  it('count an outcome that an instance had not had before from zero, so that its first error is not lost', () => {
    const start = startCounters(sample(0, { 'c 2xx': 10 }));
    const born = advanceCounters(start, sample(1, { 'c 5xx': 2 }));
    expect(born.increments.canary).toEqual({ requests: 2, errors: 2 });
  });

  it('count a series that was missing from where it was, and a restarted one from zero', () => {
    const start = startCounters(sample(0, { 'c 2xx': 10 }));
    const missing = advanceCounters(start, sample(1, {}));
    const back = advanceCounters(missing.state, sample(2, { 'c 2xx': 15 }));
    expect(back.increments.canary).toEqual({ requests: 5, errors: 0 });
    expect(advanceCounters(back.state, sample(3, { 'c 2xx': 2 })).increments.canary.requests).toBe(2);
  });

  it('do not count a stale point twice, and see a reset between two points', () => {
    const start = startCounters(sample(5, { 'c 2xx': 10 }));
    expect(advanceCounters(start, sample(5, { 'c 2xx': 10 })).increments.canary.requests).toBe(0);
    const points = [10, 14, 2, 3].map((value, index) => ({ time: 5 + index, value }));
    const window: CounterSample = [{ id: 'c 2xx', family: 'c', group: 'canary', outcome: 'other', points }];
    expect(advanceCounters(start, window).increments.canary.requests).toBe(7);
  });

  it('are never negative and add up over looks for a counter that only grows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (steps) => {
        let state = startCounters(sample(0, { 'c 2xx': 7 }));
        let [value, total] = [7, 0];
        steps.forEach((step, index) => {
          value += step;
          const next = advanceCounters(state, sample(index + 1, { 'c 2xx': value }));
          state = next.state;
          total += next.increments.canary.requests;
        });
        expect(total).toBe(value - 7);
      }),
    );
  });
});
