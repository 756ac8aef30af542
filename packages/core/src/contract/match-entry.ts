import type { Condition } from '../diagram/syntax.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { ContractMessage } from './contract-message.ts';

/** What an event says beside its entry: it stands in the payload, which may have been deleted. */
export type Facts = Readonly<Record<string, string | number | boolean>> | 'redacted';

/** An entry of the case, as far as a contract looks at it. */
export interface TraceEntry {
  readonly entry: Pick<LedgerEntry, 'id' | 'type' | 'from' | 'to' | 'outcome'>;
  readonly facts: Facts;
}

/** `unknown`: a condition asks for a fact that was deleted. */
export type Match = 'yes' | 'no' | 'unknown';

/** Whether an entry is the message of a contract. A message that asks for no outcome means one that did not fail. */
export function matchEntry({ entry, facts }: TraceEntry, message: ContractMessage): Match {
  const { from, to, type, where } = message;
  if (type !== entry.type || from?.has(entry.from) === false || to?.has(entry.to) === false) return 'no';
  if (!asksForOutcome(message) && isRefusal(entry.outcome)) return 'no';
  const held = where.map((condition) => holds(condition, entry.outcome, facts));
  if (held.includes('no')) return 'no';
  return held.includes('unknown') ? 'unknown' : 'yes';
}

export const asksForOutcome = ({ where }: ContractMessage) => where.some(({ name }) => name === 'outcome');

/** What was tried and did not happen. */
export const isRefusal = (outcome: LedgerEntry['outcome']) => outcome === 'refused' || outcome === 'undecided';

function holds({ name, operator, value }: Condition, outcome: string, facts: Facts): Match {
  if (name !== 'outcome' && facts === 'redacted') return 'unknown';
  const is = name === 'outcome' ? outcome : factOf(facts, name);
  const equal = is !== undefined && String(is) === value;
  return equal === (operator === '=') ? 'yes' : 'no';
}

const factOf = (facts: Facts, name: string) =>
  facts !== 'redacted' && Object.hasOwn(facts, name) ? facts[name] : undefined;
