import type { ServerResponse } from 'node:http';
import { metricsText, noTraffic, serveMetrics, weightIn } from '../e2e/fixture/metrics-server.ts';

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
  const totals = noTraffic();
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
  const answer = (response: ServerResponse) => {
    if (!isHanging) response.end(metricsText(totals));
  };
  const { port, close } = await serveMetrics(answer, { every: 5, run: flow });
  return { url: `http://127.0.0.1:${port}/metrics`, hang: () => (isHanging = true), close };
}
