import { sha256 } from '@interlock/core/digest';
import { payloadDigest, sealPayload, type Addition, type LedgerEntry } from '@interlock/core/ledger';
import { makeEntry } from '@interlock/core/ledger-fixture';
import { createHash } from 'node:crypto';

/** An entry as operations make them: a file that was read, one that was made, and the event that it rests on. */
export function benchEntry(number: number): LedgerEntry {
  return makeEntry(number, {
    case: `forge.example/team/app!${Math.floor(number / 25)}`,
    subjects: [sha256(`read ${number}`), sha256(`made ${number}`)],
    after: number === 0 ? [] : [makeEntry(number - 1).id],
  });
}

/** The same with its facts as payload; a case has 25 of them. */
export function benchAddition(number: number): Addition {
  const facts = { result: 'pass', components: number, 'policy-digest': sha256(`policy ${number % 7}`) };
  const payload = sealPayload(facts, createHash('sha256').update(`salt ${number}`).digest());
  return { entry: { ...benchEntry(number), payload: payloadDigest(payload) }, payload };
}
