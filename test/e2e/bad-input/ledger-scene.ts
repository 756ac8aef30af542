import { createPrivateKey } from 'node:crypto';
import { chainEvents, eventLine } from '@interlock/core/event';
import { parseLogKey } from '@interlock/core/ledger';

/** RFC 8032, section 7.1, test 1: a key that everybody has. */
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
export const ledgerPem = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
})
  .export({ type: 'pkcs8', format: 'pem' })
  .toString();

export const origin = 'forge.example/team/app/interlock';

const key = parseLogKey(ledgerPem, origin, 'ledger.pem');
export const ledgerVkey = key.ok ? `${key.value.vkey}\n` : '';

/** A chain of two events of one change. */
export const eventsText = chainEvents(
  [],
  ['01KGB7ZK00040G2081040G2081', '01KGB7ZK00040G2081040G2082'].map((id, at) => ({
    id,
    case: 'forge.example/team/app!7',
    type: at === 0 ? 'sbom-generated' : 'policy-evaluated',
    time: `2026-02-01T00:00:0${at}.000Z`,
    actor: { operation: at === 0 ? 'generate-sbom' : 'evaluate-policy', host: 'github' },
    subjects: [],
    outcome: 'done',
    facts: {},
  })),
)
  .map(eventLine)
  .join('');
