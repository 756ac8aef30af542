import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interlock } from '../interlock.ts';
import { mustRun } from '../program.ts';
import { eventFlags, type Run } from './run.ts';
import type { Site } from './site.ts';

export interface Watched {
  /** promote, rollback or inconclusive; `no decision` where the gate ended without one. */
  readonly decision: string;
  readonly chart: string;
}

/** Ramps the canary behind the proxy and decides by the proxy's own counters. */
export async function watchCanary(run: Run, site: Site): Promise<Watched> {
  const { deviation, evidence, world } = run;
  const at = (name: string) => join(evidence, `${site.name}-${name}`);
  const [config, decisionFile, chart] = [at('canary.json'), at('canary-decision.json'), at('canary.svg')];
  writeFileSync(config, `${JSON.stringify(configuration(site), null, 2)}\n`);
  const flags = { config, 'output-file': decisionFile, 'chart-file': chart, ...eventFlags(run) };
  return world.journal.step('canary-gate', async () => {
    const options = { cwd: world.folder, onLine: world.journal.detail };
    const killed = deviation.gate === 'killed' ? { killAfterSeconds: 4 } : {};
    const { outputs } = await interlock('canary-gate', flags, { ...options, ...killed }, [0, 1, 3, 128]);
    const decision = existsSync(decisionFile) ? (outputs['decision'] ?? '') : 'no decision';
    return [decision, { decision, chart }];
  });
}

/** Sets the canary's share of the traffic, in percent. */
export async function setWeight({ world }: Pick<Run, 'world'>, site: Site, percent: number): Promise<void> {
  const [program, ...args] = weightCommand(site);
  await world.journal.step(`canary weight to ${percent}`, async () => {
    const environment = { INTERLOCK_WEIGHT: String(percent) };
    return [`${await mustRun(program, args, { cwd: world.folder, environment })} %`, undefined];
  });
}

/** The hook that sets the canary's share of the traffic to INTERLOCK_WEIGHT percent. */
export function weightCommand({ proxy, token }: Site): readonly [string, ...string[]] {
  return [process.execPath, join(import.meta.dirname, '../hooks/set-weight.ts'), proxy.admin, token];
}

function configuration(site: Site): object {
  return {
    source: {
      type: 'openmetrics',
      url: `http://127.0.0.1:${site.proxy.admin}/metrics`,
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
    setWeight: { command: weightCommand(site), timeout: '10s' },
  };
}
