import type { ContractMessage } from './contract-message.ts';
import type { Sequence, Term, Terms } from './term.ts';

/** What remains of terms once something happened. Remembers what it found out. */
export class Derivation {
  readonly #terms: Terms;
  readonly #derived = new Map<string, readonly Term[]>();
  readonly #pruned = new Map<string, Term | undefined>();

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** All that may follow once the message happened; none where it cannot happen now. */
  derive(term: Term, message: ContractMessage): readonly Term[] {
    if ((term.touches & message.lifelines) !== message.lifelines) return [];
    if (term.kind === 'message') return term.message.symbol === message.symbol ? [this.#terms.empty] : [];
    const key = `${term.id},${message.symbol}`;
    const known = this.#derived.get(key);
    if (known !== undefined) return known;
    const found = [...new Set(this.#derive(term, message))];
    this.#derived.set(key, found);
    return found;
  }

  #derive(term: Term, message: ContractMessage): readonly Term[] {
    switch (term.kind) {
      case 'seq':
        return this.#deriveWeak(term, message);
      case 'strict':
        return this.#deriveStrict(term, message);
      case 'alt':
        return term.parts.flatMap((part) => this.derive(part, message));
      case 'par':
        return term.parts.flatMap((part, index) =>
          this.derive(part, message).map((left) => this.#terms.par(term.parts.with(index, left))),
        );
      case 'loop':
        return this.derive(term.body, message).flatMap((left) => this.#unroll(term, left, message.lifelines));
      case 'message':
      case 'empty':
      case 'end':
        return [];
    }
  }

  /** A message may overtake what stands before it on other lifelines. */
  #deriveWeak(term: Term, message: ContractMessage): readonly Term[] {
    const found: Term[] = [];
    const passed: Term[] = [];
    const behind = (left: Term) =>
      passed.reduceRight((rest, before) => this.#terms.sequence('seq', before, rest), left);
    let rest = term;
    for (; rest.kind === 'seq'; rest = rest.rest) {
      for (const left of this.derive(rest.first, message))
        found.push(behind(this.#terms.sequence('seq', left, rest.rest)));
      const around = this.prune(rest.first, message.lifelines);
      if (around === undefined) return found;
      passed.push(around);
    }
    return [...found, ...this.derive(rest, message).map(behind)];
  }

  #deriveStrict(term: Term, message: ContractMessage): readonly Term[] {
    const found: Term[] = [];
    let rest = term;
    for (; rest.kind === 'strict'; rest = rest.rest) {
      const behind = rest.rest;
      for (const left of this.derive(rest.first, message)) found.push(this.#terms.sequence('strict', left, behind));
      if (!rest.first.nullable) return found;
    }
    return [...found, ...this.derive(rest, message)];
  }

  /** The message belongs to some round; the rounds before it go without its lifelines, and may still run. */
  #unroll({ body, max, min, order }: Loop, left: Term, lifelines: bigint): readonly Term[] {
    const terms = this.#terms;
    const round = (before: Term, from: number, to: number) =>
      terms.sequence(order, before, terms.sequence(order, left, terms.loop(body, Math.max(0, from), to, order)));
    const around = order === 'strict' ? undefined : this.prune(body, lifelines);
    if (around === undefined || around.kind === 'empty') return [round(terms.empty, min - 1, max - 1)];
    if (max === Number.POSITIVE_INFINITY) {
      const counted = Array.from({ length: min }, (_, rounds) =>
        round(terms.loop(around, rounds, rounds, order), min - 1 - rounds, max),
      );
      return [...counted, round(terms.loop(around, min, max, order), 0, max)];
    }
    return Array.from({ length: max }, (_, rounds) =>
      round(terms.loop(around, rounds, rounds, order), min - 1 - rounds, max - 1 - rounds),
    );
  }

  /** The traces of a term that leave the lifelines alone; `undefined` where there is none. */
  prune(term: Term, lifelines: bigint): Term | undefined {
    if ((term.blocks & lifelines) !== 0n) return undefined;
    if ((term.touches & lifelines) === 0n) return term;
    const key = `${term.id},${lifelines}`;
    if (this.#pruned.has(key)) return this.#pruned.get(key);
    const found = this.#prune(term, lifelines);
    this.#pruned.set(key, found);
    return found;
  }

  #prune(term: Term, lifelines: bigint): Term | undefined {
    const terms = this.#terms;
    switch (term.kind) {
      case 'seq':
      case 'strict':
        return this.#pruneSequence(term.kind, term, lifelines);
      case 'alt': {
        const left = term.parts.flatMap((part) => this.prune(part, lifelines) ?? []);
        return left.length === 0 ? undefined : terms.alt(left);
      }
      case 'par': {
        const left = term.parts.map((part) => this.prune(part, lifelines));
        return left.every((part) => part !== undefined) ? terms.par(left) : undefined;
      }
      case 'loop': {
        const body = this.prune(term.body, lifelines);
        if (body !== undefined) return terms.loop(body, term.min, term.max, term.order);
        return term.min === 0 ? terms.empty : undefined;
      }
      case 'message':
      case 'empty':
      case 'end':
        return undefined;
    }
  }

  #pruneSequence(kind: Sequence, term: Term, lifelines: bigint): Term | undefined {
    const left: Term[] = [];
    let rest: Term = term;
    for (; rest.kind === kind; rest = rest.rest) {
      const first = this.prune(rest.first, lifelines);
      if (first === undefined) return undefined;
      left.push(first);
    }
    const last = this.prune(rest, lifelines);
    return last && left.reduceRight((behind, first) => this.#terms.sequence(kind, first, behind), last);
  }

  /** Every message that can happen now. */
  expected(term: Term): ReadonlySet<ContractMessage> {
    switch (term.kind) {
      case 'message':
        return new Set([term.message]);
      case 'alt':
      case 'par':
        return new Set(term.parts.flatMap((part) => [...this.expected(part)]));
      case 'loop':
        return this.expected(term.body);
      case 'seq':
        return this.#expectedWeak(term);
      case 'strict':
        return this.#expectedStrict(term);
      case 'empty':
      case 'end':
        return new Set();
    }
  }

  #expectedWeak(term: Term): ReadonlySet<ContractMessage> {
    const found = new Set<ContractMessage>();
    const passed: Term[] = [];
    let blocked = 0n;
    const add = (part: Term) => {
      for (const message of this.expected(part)) {
        const free = (message.lifelines & blocked) === 0n;
        if (free && passed.every((before) => this.prune(before, message.lifelines) !== undefined)) found.add(message);
      }
    };
    let rest = term;
    for (; rest.kind === 'seq'; rest = rest.rest) {
      add(rest.first);
      passed.push(rest.first);
      blocked |= rest.first.blocks;
      if ((rest.rest.touches & ~blocked) === 0n) return found;
    }
    add(rest);
    return found;
  }

  #expectedStrict(term: Term): ReadonlySet<ContractMessage> {
    const found = new Set<ContractMessage>();
    let rest = term;
    for (; rest.kind === 'strict'; rest = rest.rest) {
      for (const message of this.expected(rest.first)) found.add(message);
      if (!rest.first.nullable) return found;
    }
    for (const message of this.expected(rest)) found.add(message);
    return found;
  }
}

type Loop = Extract<Term, { kind: 'loop' }>;
