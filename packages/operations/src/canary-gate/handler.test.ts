import { describe, expect, it } from '@jest/globals';
import { replay, type CanaryDecision, type CounterSample, type ReadCounters } from '@interlock/core/canary';
import { fail, ok } from '@interlock/core/failure';
import type { CommandCall } from '@interlock/core/ports';
import { handleCanaryGate, type CanaryGatePorts } from './index.ts';

const config = `
source:
  type: openmetrics
  url: http://127.0.0.1:1/metrics
  metric: m
  canary: ['s="c"']
  baseline: ['s="b"']
  errors: ['code="5xx"']
interval: 10s
bake: 2m
timeout: 30m
steps: [{ weight: 10, hold: 1m }, { weight: 50, hold: 1m }]
setWeight: { command: [set-weight] }
`;
const inputs = {
  config: 'canary.yml',
  outputFile: 'decision.json',
  chartFile: 'canary.svg',
  maxErrorRate: undefined,
  minSamples: undefined,
  timeout: undefined,
};

interface World {
  readonly config?: string;
  /** Error rate of the canary; the baseline's is 2 %. */
  readonly canaryRate?: number;
  /** Requests a second. */
  readonly traffic?: number;
  /** Weight that the proxy applies when it is told one. */
  readonly applied?: (weight: number) => number;
  readonly hook?: (weight: string, call: number) => number | 'throws' | 'late';
  /** Changes a sample on the way; the number counts the reads from 1. */
  readonly read?: (sample: CounterSample, count: number) => Awaited<ReturnType<ReadCounters>>;
  /** A file that may not be written, as is found out at the end. */
  readonly unwritable?: string;
  /** A file that may not be written, as is known before. */
  readonly taken?: string;
}

/** A virtual world: time passes only in `sleep`, and traffic flows as the weight that was set last says. */
function simulate(world: World) {
  const { traffic = 1000, canaryRate = 0.02, applied = (weight) => weight } = world;
  const total = { c: [0, 0], b: [0, 0] } as Record<'c' | 'b', [number, number]>;
  const files = new Map<string, string>();
  const [weights, lines]: [string[], string[]] = [[], []];
  let [time, weight, reads] = [1_000_000, 0, 0];
  const flow = (seconds: number) => {
    const requests = traffic * seconds;
    const canary = Math.round((requests * applied(weight)) / 100);
    for (const [side, count, rate] of [
      ['c', canary, canaryRate],
      ['b', requests - canary, 0.02],
    ] as const) {
      const errors = Math.round(count * rate);
      total[side] = [total[side][0] + count - errors, total[side][1] + errors];
    }
  };
  const sample = (): CounterSample =>
    (['c', 'b'] as const).flatMap((side) =>
      (['other', 'error'] as const).map((outcome, index) => ({
        id: `${side} ${outcome}`,
        family: side,
        group: side === 'c' ? ('canary' as const) : ('baseline' as const),
        outcome,
        points: [{ time, value: total[side][index] ?? 0 }],
      })),
    );
  const ports: CanaryGatePorts = {
    readFile: () => Promise.resolve(ok(new TextEncoder().encode(world.config ?? config))),
    checkOutputs: (outputs) =>
      Promise.resolve(outputs.some(({ path }) => path === world.taken) ? fail('usage', 'taken') : ok(undefined)),
    writeFiles: (all) => {
      if (all.some(({ path }) => path === world.unwritable))
        return Promise.resolve(fail('unwritable-file', 'disk full'));
      for (const { content, path } of all) files.set(path, String(content));
      return Promise.resolve(ok(undefined));
    },
    countersFor: () => () => {
      reads++;
      return Promise.resolve(world.read?.(sample(), reads) ?? ok(sample()));
    },
    runCommand: ({ environment }: CommandCall) => {
      const asked = environment['INTERLOCK_WEIGHT'] ?? '';
      weights.push(asked);
      const outcome = world.hook?.(asked, weights.length) ?? 0;
      if (outcome === 'throws') throw new Error('broken hook');
      if (outcome === 'late') return Promise.resolve(fail('deadline-exceeded', 'late'));
      if (outcome === 0) weight = Number(asked);
      return Promise.resolve(ok({ exitCode: outcome, stdout: '', stderr: 'no' }));
    },
    clock: {
      now: () => time,
      sleep: (milliseconds) => {
        time += milliseconds;
        flow(milliseconds / 1000);
        return Promise.resolve();
      },
    },
    reporter: {
      info: (line) => lines.push(line),
      progress: (line) => lines.push(line),
      annotate: ({ message }) => lines.push(message),
      summary: (text) => lines.push(text),
    },
  };
  return { ports, files, weights, lines };
}

async function gate(
  world: World,
  change: Partial<typeof inputs> | { maxErrorRate: number } | { timeout: number } = {},
) {
  const { ports, ...seen } = simulate(world);
  const result = await handleCanaryGate({ ...inputs, ...change }, ports);
  const text = seen.files.get('decision.json');
  const decision = text === undefined ? undefined : (JSON.parse(text) as CanaryDecision);
  return { result, decision, exitCode: result.ok ? result.value.exitCode : undefined, ...seen };
}

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
