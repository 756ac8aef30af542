import { describe, expect, it } from '@jest/globals';
import { replay, type CounterSample } from '@interlock/core/canary';
import { fail, ok } from '@interlock/core/failure';
import { config, gate, type World } from './simulated-world.ts';

describe('canary-gate', () => {
  it('ramps, promotes an equal canary and leaves the last weight in place', async () => {
    const { exitCode, decision, weights, files, lines } = await gate({});
    expect([exitCode, decision?.decision, weights]).toEqual([0, 'promote', ['0', '10', '50']]);
    expect(decision?.looks).toHaveLength(12);
    expect(files.get('canary.svg')).toContain('Canary: promote');
    expect(lines.filter((line) => line.startsWith('canary: look'))).toHaveLength(12);
  });

  it('rolls back a bad canary at the first look and sets its weight to 0', async () => {
    const { exitCode, decision, weights } = await gate({ canaryRate: 0.2 });
    expect([exitCode, decision?.decision, weights]).toEqual([1, 'rollback', ['0', '10', '0']]);
    expect(decision?.looks).toHaveLength(1);
  });

  it('writes a record that replays to itself', async () => {
    const { decision } = await gate({});
    expect(decision && replay(decision)).toEqual(decision);
  });

  it('tightens by inputs, never loosens', async () => {
    expect((await gate({}, { maxErrorRate: 0.01 })).decision?.decision).toBe('rollback');
    const strict = `${config}maxErrorRate: 0.01\n`;
    expect((await gate({ config: strict }, { maxErrorRate: 0.9 })).decision?.decision).toBe('rollback');
    expect((await gate({}, { timeout: 60 })).decision?.decision).toBe('inconclusive');
    expect((await gate({}, { timeout: 1e9 })).decision?.settings.timeout).toBe(1800);
  });

  const down = fail('service-failed', 'the proxy is down');
  it.each<[string, World]>([
    ['there is no data', { read: () => ok([]) }],
    ['the proxy is down', { read: () => down }],
    ['the proxy goes down', { read: (sample, count) => (count > 4 ? down : ok(sample)) }],
    [
      'the source throws',
      {
        read: () => {
          throw new Error('bug');
        },
      },
    ],
    [
      'the source throws later',
      {
        read: (sample, count) => {
          if (count > 3) throw new Error('bug');
          return ok(sample);
        },
      },
    ],
    ['there is no traffic', { traffic: 0 }],
    ['there are no errors to compare', { canaryRate: 0, traffic: 0.1 }],
    ['the canary gets no traffic', { applied: () => 0 }],
    ['the canary gets a fraction of its weight', { applied: (weight) => weight / 10 }],
    ['the canary loses its traffic at the last step', { applied: (weight) => (weight > 10 ? 0 : weight) }],
    [
      'the counters never move',
      { read: (sample) => ok(sample.map((series) => ({ ...series, points: [{ time: 1, value: 5 }] }))) },
    ],
    ['the canary series vanish', { read: (sample) => ok(sample.filter(({ group }) => group === 'baseline')) }],
    ['the baseline series vanish', { read: (sample) => ok(sample.filter(({ group }) => group === 'canary')) }],
    ['the release counts itself', { config: config.replace('openmetrics', 'application') }],
    ['the hook fails at once', { hook: () => 1 }],
    ['the hook fails at the second step', { hook: (weight) => (weight === '50' ? 2 : 0) }],
    ['the hook throws', { hook: (weight) => (weight === '10' ? 'throws' : 0) }],
    ['the hook hangs', { hook: (weight) => (weight === '10' ? 'late' : 0) }],
  ])('is inconclusive and takes the traffic away when %s', async (_, world) => {
    const { exitCode, decision, weights } = await gate(world);
    expect([exitCode, decision?.decision]).toEqual([3, 'inconclusive']);
    expect(weights.at(-1)).toBe('0');
    expect(decision && replay(decision)).toEqual(decision);
  });

  const without = (group: 'canary' | 'baseline') => (sample: CounterSample) =>
    ok(sample.filter((series) => series.group !== group));

  it('does not move traffic where the source has no series of the baseline', async () => {
    const { decision, weights, lines } = await gate({ read: without('baseline') });
    expect([decision?.ending, weights]).toEqual(['source-failed', ['0', '0']]);
    expect(lines.join('\n')).toContain('The source has no series of the baseline.');
  });

  it('waits for the first series of a canary, then begins with it, and gives up when it is overdue', async () => {
    const born = await gate({ read: (sample, count) => (count < 3 ? without('canary')(sample) : ok(sample)) });
    expect(born.decision?.decision).toBe('promote');
    expect(born.decision?.looks[1]?.canary.requests).toBe(0);
    const never = await gate({ read: without('canary') });
    expect([never.decision?.ending, never.decision?.looks.length]).toEqual(['source-failed', 3]);
  });

  it('does not take the history of an instance that appears later for traffic of the canary time', async () => {
    const old = (value: number) => ({ group: 'baseline' as const, family: 'b2', points: [{ time: 2e6, value }] });
    const { decision } = await gate({
      canaryRate: 0.2,
      read: (sample, count) =>
        ok([
          ...sample,
          ...(count < 2
            ? []
            : [
                { ...old(1_000_000), id: 'b2 other', outcome: 'other' as const },
                { ...old(900_000), id: 'b2 error', outcome: 'error' as const },
              ]),
        ]),
    });
    expect(decision?.decision).toBe('rollback');
    expect(decision?.totals.baseline.requests).toBe(9000);
  });

  it('ends where the series of a group vanish', async () => {
    for (const group of ['canary', 'baseline'] as const) {
      const { decision } = await gate({ read: (sample, count) => (count > 4 ? without(group)(sample) : ok(sample)) });
      expect([decision?.decision, decision?.ending]).toEqual(['inconclusive', 'source-failed']);
    }
  });

  it('goes on after lost reads, and counts nothing twice or not at all', async () => {
    const lost = await gate({ read: (sample, count) => (count % 3 === 0 ? down : ok(sample)) });
    expect(lost.decision?.decision).toBe('promote');
    expect(lost.decision?.missedReads).toBeGreaterThan(0);
    const { canary, baseline } = lost.decision?.totals ?? { canary: { requests: 0 }, baseline: { requests: 0 } };
    const seconds = ((lost.decision?.looks.at(-1)?.time ?? 0) - (lost.decision?.startedAt ?? 0)) / 1000;
    expect(canary.requests + baseline.requests).toBe(seconds * 1000);
  });

  it('says so when the weight cannot be taken back', async () => {
    const { exitCode, decision, lines } = await gate({ canaryRate: 0.2, hook: (_, call) => (call > 2 ? 1 : 0) });
    expect([exitCode, decision?.decision]).toEqual([3, 'inconclusive']);
    expect(decision?.reason).toContain('the evidence said rollback');
    expect(lines.join('\n')).toContain('Set the weight of the canary by hand now');
  });

  it('takes a promotion back that it cannot record', async () => {
    const { result, weights } = await gate({ unwritable: 'decision.json' });
    expect(result).toMatchObject({ ok: false, error: { kind: 'unwritable-file' } });
    expect(weights.at(-1)).toBe('0');
  });

  it('touches nothing when the configuration is wrong', async () => {
    const { result, weights } = await gate({ config: `${config}extra: 1\n` });
    expect(result).toMatchObject({ ok: false, error: { kind: 'malformed-file', line: 14 } });
    expect(weights).toEqual([]);
  });

  it.each(['decision.json', 'canary.svg'])('touches nothing when %s cannot be written', async (taken) => {
    const { result, weights } = await gate({ taken });
    expect(result).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(weights).toEqual([]);
  });

  it('tells a command that cannot be started once, and to set the weight by hand', async () => {
    const { exitCode, lines } = await gate({ hook: () => 'late' });
    expect(exitCode).toBe(3);
    expect(lines.filter((line) => line.startsWith('late Set the weight of the canary by hand now'))).toHaveLength(1);
  });
});
