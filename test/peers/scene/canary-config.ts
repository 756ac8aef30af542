import { resolve } from 'node:path';
import type { Traffic } from './traffic.ts';

const setWeight = resolve(import.meta.dirname, '../../../examples/rehearsal/src/hooks/set-weight.ts');

/** The command that sets the proxy's weight, for a configuration. */
export const weightCommand = ({ adminPort, adminToken }: Traffic) => [
  process.execPath,
  setWeight,
  adminPort,
  adminToken,
];

/** Error rates are high and steps short, so that evidence is there in seconds: what is tested is the way it takes. */
export function canaryConfig(traffic: Traffic, source: object = {}): string {
  return JSON.stringify({
    source: {
      type: 'openmetrics',
      url: traffic.metricsUrl,
      metric: 'interlock_proxy_requests_total',
      canary: ['backend="canary"'],
      baseline: ['backend="baseline"'],
      errors: ['code=~"5.."'],
      ...source,
    },
    deltaMax: 4,
    interval: '1s',
    bake: '3s',
    timeout: '40s',
    steps: [
      { weight: 20, hold: '2s' },
      { weight: 50, hold: '1s' },
    ],
    minSamples: 100,
    setWeight: { command: weightCommand(traffic), timeout: '10s' },
  });
}
