import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { interlock } from '../interlock.ts';
import type { World } from './world.ts';

/** Sets a flag to `off` or a percentage, and waits until the canary serves it. The record goes to the evidence. */
export async function setFlag(world: World, version: string, flag: string, to: 'off' | number): Promise<void> {
  const name = to === 'off' ? 'off' : `${to} %`;
  const folder = join(world.evidence, version);
  mkdirSync(folder, { recursive: true });
  await world.journal.step(`set-flag ${flag} to ${name}`, async () => {
    const { outputs } = await interlock(
      'set-flag',
      {
        file: world.flags,
        flag,
        ...(to === 'off' ? { state: 'off' } : { state: 'percentage', percentage: String(to) }),
        'if-absent': 'create',
        'output-file': join(folder, `flag-${to}.json`),
      },
      { cwd: world.folder },
    );
    await untilServed(world, outputs['digest'] ?? '');
    return [`${outputs['before']} → ${outputs['after']}`, undefined];
  });
}

/** The target asks the service in the slot. Throws where it does not serve the file within five seconds. */
async function untilServed({ target }: World, digest: string): Promise<void> {
  const until = performance.now() + 5_000;
  for (let served = ''; served !== digest; await setTimeout(50)) {
    if (performance.now() > until) throw new Error(`the canary serves the flags ${served}, not ${digest}`);
    const answer = await fetch(`http://127.0.0.1:${target.port}/slots/canary/flags`, {
      signal: AbortSignal.timeout(5_000),
    });
    served = (await answer.text()).trim();
  }
}
