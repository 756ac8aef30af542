import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { interlock, type Flags } from '../interlock.ts';
import type { Walked } from './ending.ts';
import type { Check } from './final-state.ts';
import { ledgerOrigin } from './people.ts';
import type { Run } from './run.ts';

/**
 * The recorder: takes the events that the operations left, adds what it sees at the forge itself, and appends them to the
 * branch `interlock/ledger`, which it then verifies with the key on main. A change that never came as far as an operation
 * left no event.
 */
export async function recordCase({ evidence, name: run, world }: Run, { ending }: Walked): Promise<readonly Check[]> {
  const events = join(evidence, 'events.jsonl');
  if (!existsSync(events)) return [];
  const name = basename(evidence);
  const request = world.requests.get(run);
  const call = (operation: string, flags: Flags, expected: readonly number[]) =>
    interlock(operation, { repository: world.origin, ...flags }, { cwd: world.folder, onLine: () => {} }, expected);
  await world.journal.step('record-event', async () => {
    const { outputs } = await call(
      'record-event',
      {
        events,
        case: name,
        origin: ledgerOrigin,
        key: world.people.ledgerKey,
        'output-file': join(evidence, 'checkpoint'),
        ...(request === undefined ? {} : { request: String(request) }),
      },
      [0],
    );
    return [`${outputs['added']} new of ${outputs['size']} entries`, undefined];
  });
  return world.journal.step('verify-ledger', async () => {
    const { outputs } = await call(
      'verify-ledger',
      {
        base: 'main',
        cases: name,
        remembered: join(evidence, 'checkpoint'),
        'output-file': join(evidence, 'ledger-check.json'),
      },
      [0, 1],
    );
    const found = `${outputs['result']}, ${outputs['findings']} findings`;
    return [found, [{ what: `ledger of ${name}, ${ending.kind}`, expected: 'verified, 0 findings', found }]];
  });
}
