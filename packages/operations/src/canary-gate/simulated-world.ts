import type { CanaryDecision, CounterSample, ReadCounters } from '@interlock/core/canary';
import { fail, ok } from '@interlock/core/failure';
import type { CommandCall } from '@interlock/core/ports';
import { handleCanaryGate, type CanaryGatePorts } from './index.ts';

export const config = `
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

export interface World {
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

/** Runs the gate in a virtual world. */
export async function gate(
  world: World,
  change: Partial<typeof inputs> | { maxErrorRate: number } | { timeout: number } = {},
) {
  const { ports, ...seen } = simulate(world);
  const result = await handleCanaryGate({ ...inputs, ...change }, ports);
  const text = seen.files.get('decision.json');
  const decision = text === undefined ? undefined : (JSON.parse(text) as CanaryDecision);
  return { result, decision, exitCode: result.ok ? result.value.exitCode : undefined, ...seen };
}
