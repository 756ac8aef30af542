import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../proxy/counters.ts';
import type { Site } from './site.ts';

export interface Health {
  readonly good: boolean;
  /** Errors of both backends in percent, and of how many requests. */
  readonly note: string;
}

const seconds = 2.5;
/** So many more errors than the baseline, of all requests, are an anomaly. */
const margin = 0.05;
const fewest = 100;

/** Watches the proxy's counters for some seconds; what the service says about itself does not count. */
export async function checkHealth(site: Site): Promise<Health> {
  const before = await countersOf(site);
  await setTimeout(seconds * 1_000);
  const after = await countersOf(site);
  const rate = (backend: Backend) => {
    const requests = after[backend].requests - before[backend].requests;
    return { requests, share: (after[backend].errors - before[backend].errors) / Math.max(requests, 1) };
  };
  const [canary, baseline] = [rate('canary'), rate('baseline')];
  const enough = Math.min(canary.requests, baseline.requests) >= fewest;
  const percent = ({ requests, share }: typeof canary) => `${(share * 100).toFixed(1)} % errors of ${requests}`;
  return {
    good: enough && canary.share <= baseline.share + margin,
    note: `canary ${percent(canary)}, baseline ${percent(baseline)}`,
  };
}

async function countersOf({ proxy }: Site) {
  const answer = await fetch(`http://127.0.0.1:${proxy.admin}/metrics`, { signal: AbortSignal.timeout(5_000) });
  const counts = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
  const lines = (await answer.text()).matchAll(/\{backend="(canary|baseline)",code="(\d+)"\} (\d+)$/gm);
  for (const [, backend, code = '', count] of lines) {
    const of = counts[backend as Backend];
    of.requests += Number(count);
    if (code.startsWith('5')) of.errors += Number(count);
  }
  return counts;
}
