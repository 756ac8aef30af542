import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { interlock, repositoryRoot, type Flags } from '../interlock.ts';
import type { Walked } from './ending.ts';
import type { Check } from './final-state.ts';
import { ledgerOrigin } from './people.ts';
import type { Run } from './run.ts';

/**
 * The recorder: takes the events that the operations left, adds what it sees at the forge itself, and appends them to the
 * branch `interlock/ledger`, which it then verifies with the key on main, and holds to the diagram of its flow. A change that
 * never came as far as an operation left no event.
 */
export async function recordCase(
  { deviation, evidence, flow, name: run, world }: Run,
  { ending }: Walked,
): Promise<readonly Check[]> {
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
  const ledger = await world.journal.step('verify-ledger', async () => {
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
    return [found, { what: `ledger of ${name}`, expected: 'verified, 0 findings', found }];
  });
  const contract = await world.journal.step('check-diagrams', async () => {
    const { outputs } = await call(
      'check-diagrams',
      {
        paths: join(repositoryRoot, 'docs/diagrams/*.puml'),
        diagram: contracts[flow],
        base: 'main',
        'of-case': name,
        expect: ending.kind === 'refused' ? 'prefix' : 'complete',
        'output-file': join(evidence, 'diagram-check.json'),
      },
      [0, 1, 3],
    );
    const found = outputs['result'] ?? '';
    // Events without a link, or with an artifact more, are no way through the diagram.
    const deviates = deviation.evidence !== undefined || deviation.store === 'moved-tag';
    const expected = deviates ? 'fail' : 'pass';
    return [`${found}: ${outputs['verdict']}`, { what: `contract ${contracts[flow]}`, expected, found }];
  });
  return [ledger, contract];
}

/** The diagram in docs/diagrams that a flow keeps to. */
const contracts: Readonly<Record<Run['flow'], string>> = {
  default: 'propose-and-verify',
  trusted: 'trusted-agent',
  hotfix: 'emergency-hotfix',
};
