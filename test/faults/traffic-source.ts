import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

export interface TrafficSource {
  readonly url: string;
  /** From now on requests are taken and never answered. */
  hang(): void;
  close(): void;
}

interface Traffic {
  readonly weightFile: string;
  readonly requestsPerSecond: number;
  /** Share of the canary's requests that fail, by the seconds since its first one. */
  readonly canaryRate: (seconds: number) => number;
  readonly baselineRate: number;
}

/** Counters of a proxy with steady traffic, split as the weight file says. */
export async function openTrafficSource(traffic: Traffic): Promise<TrafficSource> {
  const totals = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
  let last = Date.now();
  let canarySince: number | undefined;
  let isHanging = false;
  const flow = () => {
    const now = Date.now();
    const requests = (traffic.requestsPerSecond * (now - last)) / 1000;
    last = now;
    const canary = (requests * weightIn(traffic.weightFile)) / 100;
    if (canary > 0) canarySince ??= now;
    totals.canary.requests += canary;
    totals.canary.errors += canary * traffic.canaryRate((now - (canarySince ?? now)) / 1000);
    totals.baseline.requests += requests - canary;
    totals.baseline.errors += (requests - canary) * traffic.baselineRate;
  };
  const timer = setInterval(flow, 5);
  const server = createServer((_, response) => {
    if (isHanging) return;
    const lines = (['baseline', 'canary'] as const).flatMap((backend) => {
      const [requests, errors] = [Math.floor(totals[backend].requests), Math.floor(totals[backend].errors)];
      return [
        `http_requests_total{backend="${backend}",code="200"} ${requests - errors}`,
        `http_requests_total{backend="${backend}",code="500"} ${errors}`,
      ];
    });
    response.end(['# TYPE http_requests counter', ...lines, '# EOF', ''].join('\n'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/metrics`,
    hang: () => (isHanging = true),
    close: () => {
      clearInterval(timer);
      server.close().closeAllConnections();
    },
  };
}

export function weightIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
