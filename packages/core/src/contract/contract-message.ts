import type { Condition, Diagram, EventBinding, Message, Participant, Position } from '../diagram/syntax.ts';

/** A message of a diagram that the ledger tells of. */
export interface ContractMessage {
  /** Its place among the messages of the contract. */
  readonly symbol: number;
  /** The two lifelines, as bits. */
  readonly lifelines: bigint;
  readonly type: string;
  /** Actors that the sender plays; `undefined` at the edge of a diagram, where anybody may stand. */
  readonly from: ReadonlySet<string> | undefined;
  readonly to: ReadonlySet<string> | undefined;
  readonly where: readonly Condition[];
  readonly label: string;
  readonly diagram: string;
  readonly at: Position;
}

/** Gives each bound message its symbol and each lifeline its bit, over a diagram and those that it refers to. */
export class Alphabet {
  readonly messages: ContractMessage[] = [];
  readonly unobserved: (Position & { readonly diagram: string })[] = [];
  readonly #bits = new Map<string, bigint>();

  /** The message as a symbol; `undefined` where nothing in the ledger tells of it. */
  add(message: Message, diagram: Diagram): ContractMessage | undefined {
    const { binding } = message;
    if (binding?.kind !== 'event') {
      this.unobserved.push({ ...message.at, diagram: diagram.name });
      return undefined;
    }
    const added = this.#bound(message, binding, diagram);
    this.messages.push(added);
    return added;
  }

  #bound(message: Message, binding: EventBinding, { name, participants }: Diagram): ContractMessage {
    const [from, to] = [message.from, message.to].map((id) => participants.find((one) => one.id === id));
    return {
      symbol: this.messages.length,
      lifelines: this.#bit(from?.name ?? message.from) | this.#bit(to?.name ?? message.to),
      type: binding.type,
      from: actorsOf(from),
      to: actorsOf(to),
      where: binding.where,
      label: message.label,
      diagram: name,
      at: message.at,
    };
  }

  #bit(lifeline: string): bigint {
    const bit = this.#bits.get(lifeline) ?? 1n << BigInt(this.#bits.size);
    this.#bits.set(lifeline, bit);
    return bit;
  }
}

const actorsOf = (participant: Participant | undefined) =>
  participant === undefined ? undefined : new Set([participant.name, ...participant.stereotypes]);
