import { git } from '../git.ts';
import type { LoadResult } from '../load/generate-load.ts';
import { runningDigest, type Release } from './release.ts';
import type { Site } from './site.ts';

export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** Asks proxy and services what is now; nothing is taken from what the steps said. */
export async function checkServing(site: Site, good: Release): Promise<readonly Check[]> {
  return [
    { what: 'weight of the canary', expected: '0', found: await ask(site, 'weight') },
    { what: 'digest that serves as baseline', expected: good.digest, found: await runningDigest(site, 'baseline') },
    { what: 'digest that serves as canary', expected: good.digest, found: await runningDigest(site, 'canary') },
  ];
}

/** Asks the repository whether a bad release is reverted. */
export async function checkReverted({ world }: Site, bad: Release): Promise<Check> {
  const log = await git(world.origin, 'log', '-1', '--format=%(trailers:key=Rollback-Of,valueonly)', 'main');
  return { what: 'what the head of main rolls back', expected: bad.digest, found: log.trim() };
}

/** The proxy's counters, on which the gate decided, against what the load generator was answered. */
export async function checkCounters(site: Site, load: LoadResult): Promise<Check> {
  const text = await ask(site, 'metrics');
  // 499: the client went away; "- 0": no answer at all, so that the request may never have reached the proxy.
  const counted = [...text.matchAll(/^interlock_proxy_requests_total\{(?!.*code="499").*\} (\d+)$/gm)];
  const answered = Object.entries(load).flatMap(([name, count]) => (name === '- 0' ? [] : [count]));
  const sum = (values: readonly number[]) => String(values.reduce((total, value) => total + value, 0));
  return {
    what: 'answers that the proxy counted',
    expected: sum(answered),
    found: sum(counted.map((match) => Number(match[1]))),
  };
}

export const holds = ({ expected, found }: Check): boolean => expected === found;

async function ask({ proxy }: Site, path: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${proxy.admin}/${path}`, { signal: AbortSignal.timeout(5_000) });
  return (await answer.text()).trim();
}
