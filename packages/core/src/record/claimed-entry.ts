import { sha256, type Digest } from '../digest/index.ts';
import { eventRoutes } from '../event/index.ts';
import { canonicalJson } from '../json/index.ts';
import { payloadDigest, sealPayload, type Addition } from '../ledger/index.ts';
import type { PlacedEvent } from './merge-events.ts';

/** With more, an entry names the digest of their list: the payload has them all. */
const mostSubjects = 40;

/** An event that a job wrote, as an entry: the job says so, and nobody else. `salt`: 32 bytes. */
export function claimedEntry({ after, event }: PlacedEvent, salt: Uint8Array): Addition {
  const payload = sealPayload(event, salt);
  const { actor, case: name, id, outcome, time, type } = event;
  return {
    entry: {
      v: 1,
      id,
      case: name,
      type,
      ...eventRoutes[type],
      actor: `${actor.operation}@${actor.host}`.slice(0, 100),
      asserted_by: 'claimed',
      outcome,
      subjects: subjectsOf(event.subjects.map(({ digest }) => digest)),
      after: after === undefined ? [] : [after],
      time,
      payload: payloadDigest(payload),
    },
    payload,
  };
}

function subjectsOf(all: readonly Digest[]): readonly Digest[] {
  const digests = [...new Set(all)];
  return digests.length > mostSubjects ? [sha256(canonicalJson(digests))] : digests;
}
