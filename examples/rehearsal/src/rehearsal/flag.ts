import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { operate, type Run } from './run.ts';
import type { Site } from './site.ts';

/** Sets a flag to `off` or a percentage, and waits until the canary serves it. The record goes to the evidence. */
export async function setFlag(run: Run, site: Site, flag: string, to: 'off' | number): Promise<void> {
  const outputs = await operate(run, {
    name: 'set-flag',
    flags: {
      file: site.flags,
      flag,
      ...(to === 'off' ? { state: 'off' } : { state: 'percentage', percentage: String(to) }),
      'if-absent': 'create',
      'output-file': join(run.evidence, `flag-${to}.json`),
    },
    note: ({ after, before }) => `${flag} ${before} → ${after}`,
  });
  await untilServed(site, outputs['digest'] ?? '');
}

/** The target asks the service in the slot. Throws where it does not serve the file within five seconds. */
async function untilServed({ target }: Site, digest: string): Promise<void> {
  const until = performance.now() + 5_000;
  for (let served = ''; served !== digest; await setTimeout(50)) {
    if (performance.now() > until) throw new Error(`the canary serves the flags ${served}, not ${digest}`);
    const answer = await fetch(`http://127.0.0.1:${target.port}/slots/canary/flags`, {
      signal: AbortSignal.timeout(5_000),
    });
    served = (await answer.text()).trim();
  }
}
