import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';

export interface LoadPlan {
  readonly url: string;
  /** Requests per second. */
  readonly rate: number;
  readonly count: number;
  /** No request is sent after this many seconds. */
  readonly seconds: number;
  /** Ends it early; the requests that are under way are still counted. */
  readonly signal?: AbortSignal;
}

/** Number of answers by `<service version> <status>`; what got no answer at all is `- 0`. */
export type LoadResult = Readonly<Record<string, number>>;

/** Sends requests at an even pace, whatever the answers take; ends by itself. */
export async function generateLoad(plan: LoadPlan): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const start = performance.now();
  const open: Promise<string>[] = [];
  while (open.length < plan.count) {
    const due = start + (open.length * 1_000) / plan.rate;
    const wait = due - performance.now();
    if (wait > 0) await setTimeout(wait);
    if (plan.signal?.aborted === true || performance.now() - start > plan.seconds * 1_000) break;
    open.push(send(plan.url, agent));
  }
  const totals = new Map<string, number>();
  for (const answer of await Promise.all(open)) totals.set(answer, (totals.get(answer) ?? 0) + 1);
  agent.destroy();
  return Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function send(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const call = request(url, { agent, timeout: 15_000 }, (answer) => {
      const version = answer.headers['x-service-version'];
      answer.on('error', () => resolve('- 0'));
      answer.on('end', () => resolve(`${typeof version === 'string' ? version : '-'} ${answer.statusCode ?? 0}`));
      answer.resume();
    });
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', () => resolve('- 0'));
    call.end();
  });
}
