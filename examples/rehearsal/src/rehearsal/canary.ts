import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interlock } from '../interlock.ts';
import { mustRun } from '../program.ts';
import type { World } from './world.ts';

export interface Watched {
  readonly decision: string;
  readonly chart: string;
}

/** Ramps the canary behind the proxy and decides by the proxy's own counters. */
export async function watchCanary(world: World, version: string): Promise<Watched> {
  const folder = join(world.evidence, version);
  const at = (name: string) => join(folder, name);
  writeFileSync(at('canary.json'), `${JSON.stringify(configuration(world), null, 2)}\n`);
  return world.journal.step('canary-gate', async () => {
    const { outputs } = await interlock(
      'canary-gate',
      { config: at('canary.json'), 'output-file': at('canary-decision.json'), 'chart-file': at('canary.svg') },
      { cwd: world.folder, onLine: world.journal.detail },
      [0, 1, 3],
    );
    const decision = outputs['decision'] ?? '';
    return [decision, { decision, chart: at('canary.svg') }];
  });
}

/** Gives all traffic back to the baseline. */
export function takeWeight(world: World): Promise<void> {
  return setWeight(world, 0);
}

/** Sets the canary's share of the traffic, in percent. */
export async function setWeight(world: World, percent: number): Promise<void> {
  const [program, ...args] = weightCommand(world);
  await world.journal.step(`canary weight to ${percent}`, async () => {
    const environment = { INTERLOCK_WEIGHT: String(percent) };
    return [`${await mustRun(program, args, { cwd: world.folder, environment })} %`, undefined];
  });
}

/** The hook that sets the canary's share of the traffic to INTERLOCK_WEIGHT percent. */
export function weightCommand(world: World): readonly [string, ...string[]] {
  return [process.execPath, join(import.meta.dirname, '../hooks/set-weight.ts'), world.proxy.admin, world.token];
}

function configuration(world: World): object {
  return {
    source: {
      type: 'openmetrics',
      url: `http://127.0.0.1:${world.proxy.admin}/metrics`,
      metric: 'interlock_proxy_requests_total',
      canary: ['backend="canary"'],
      baseline: ['backend="baseline"'],
      errors: ['code=~"5.."'],
    },
    interval: '1s',
    bake: '6s',
    timeout: '90s',
    steps: [
      { weight: 20, hold: '3s' },
      { weight: 50, hold: '3s' },
    ],
    setWeight: { command: weightCommand(world), timeout: '10s' },
  };
}
