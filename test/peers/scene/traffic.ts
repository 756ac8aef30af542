import { resolve } from 'node:path';
import { startProcess } from '../../../examples/rehearsal/src/processes/index.ts';

const examples = resolve(import.meta.dirname, '../../../examples');
const at = (path: string) => resolve(examples, path);

export interface Traffic {
  /** Port that serves `/metrics` and takes the weight. */
  readonly adminPort: string;
  readonly adminToken: string;
  readonly metricsUrl: string;
  readonly weight: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/**
 * The sample service twice, with the error rates given, behind the weighted proxy of the rehearsal, and a load
 * generator: live counters as a release sees them.
 */
export async function startTraffic(rates: { readonly baseline: number; readonly canary: number }): Promise<Traffic> {
  const adminToken = 'rehearsal';
  const service = (version: string, rate: number) =>
    startProcess(at('sample-service/src/main.ts'), { SERVICE_VERSION: version, SERVICE_ERROR_RATE: String(rate) });
  const baseline = await service('1', rates.baseline);
  const canary = await service('2', rates.canary);
  const origin = (ready: readonly string[]) => `http://127.0.0.1:${ready[0] ?? ''}`;
  const proxy = await startProcess(at('rehearsal/src/proxy/main.ts'), {
    PROXY_BASELINE: origin(baseline.ready),
    PROXY_CANARY: origin(canary.ready),
    PROXY_ADMIN_TOKEN: adminToken,
  });
  const adminPort = proxy.ready[1] ?? '';
  // Until it is stopped; by itself it ends after ten minutes.
  const load = await startProcess(at('rehearsal/src/load/main.ts'), {
    LOAD_URL: `${origin(proxy.ready)}/orders`,
    LOAD_RATE: '250',
    LOAD_COUNT: '1000000',
    LOAD_SECONDS: '600',
  });
  const admin = `http://127.0.0.1:${adminPort}`;
  return {
    adminPort,
    adminToken,
    metricsUrl: `${admin}/metrics`,
    weight: async () => Number(await (await fetch(`${admin}/weight`)).text()),
    stop: async () => {
      await load.stop();
      await Promise.all([proxy, canary, baseline].map((one) => one.stop()));
    },
  };
}
