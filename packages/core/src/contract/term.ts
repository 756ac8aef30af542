import type { ContractMessage } from './contract-message.ts';

/**
 * What may still happen, as a term of an interaction language (Mahe and others, "Revisiting semantics of interactions for
 * trace validity analysis", FASE 2020): equal terms are one object.
 */
export type Term = Common &
  (
    | { readonly kind: 'empty' }
    /** The case is over: whatever stands behind it never happens. */
    | { readonly kind: 'end' }
    | { readonly kind: 'message'; readonly message: ContractMessage }
    | { readonly kind: Sequence; readonly first: Term; readonly rest: Term }
    | { readonly kind: 'alt' | 'par'; readonly parts: readonly Term[] }
    | {
        readonly kind: 'loop';
        readonly body: Term;
        readonly min: number;
        readonly max: number;
        readonly order: Sequence;
      }
  );

/** `seq`: in order along each lifeline only. `strict`: all of the first before any of the rest. */
export type Sequence = 'seq' | 'strict';

interface Common {
  readonly id: number;
  /** Nothing need happen, and what follows goes on. */
  readonly nullable: boolean;
  /** Nothing need happen, and the case is over. */
  readonly ends: boolean;
  /** Lifelines of any of its messages; all of them, and so negative, where the case may be over: nothing overtakes that. */
  readonly touches: bigint;
  /** Lifelines that none of its traces leaves alone. */
  readonly blocks: bigint;
}

const everyLifeline = -1n;

/** Makes terms, each only once. */
export class Terms {
  readonly #known = new Map<string, Term>();
  readonly empty: Term = this.#make('empty', { kind: 'empty' }, [true, false, 0n, 0n]);
  readonly end: Term = this.#make('end', { kind: 'end' }, [false, true, everyLifeline, everyLifeline]);

  get size(): number {
    return this.#known.size;
  }

  message(message: ContractMessage): Term {
    const { symbol, lifelines } = message;
    return this.#make(`m${symbol}`, { kind: 'message', message }, [false, false, lifelines, lifelines]);
  }

  /** Sequences are kept with one message at the front, so that a long diagram is a list and not a tower. */
  sequence(kind: Sequence, first: Term, rest: Term): Term {
    const front: Term[] = [];
    let last = first;
    for (; last.kind === kind; last = last.rest) front.push(last.first);
    return [...front, last].reduceRight((behind, term) => this.#pair(kind, term, behind), rest);
  }

  #pair(kind: Sequence, first: Term, rest: Term): Term {
    if (first.kind === 'empty') return rest;
    if (rest.kind === 'empty' || first.kind === 'end') return first;
    return this.#make(`${kind}${first.id},${rest.id}`, { kind, first, rest }, [
      first.nullable && rest.nullable,
      first.ends || (first.nullable && rest.ends),
      first.touches | rest.touches,
      first.blocks | rest.blocks,
    ]);
  }

  alt(parts: readonly Term[]): Term {
    const flat = new Map(
      parts.flatMap((part) => (part.kind === 'alt' ? part.parts : [part])).map((part) => [part.id, part]),
    );
    const terms = [...flat.values()].toSorted((a, b) => a.id - b.id);
    const [only = this.empty] = terms;
    if (terms.length < 2) return only;
    return this.#make(`a${terms.map(({ id }) => id).join()}`, { kind: 'alt', parts: terms }, [
      terms.some(({ nullable }) => nullable),
      terms.some(({ ends }) => ends),
      terms.reduce((all, { touches }) => all | touches, 0n),
      terms.reduce((all, { blocks }) => all & blocks, everyLifeline),
    ]);
  }

  par(parts: readonly Term[]): Term {
    const terms = parts
      .flatMap((part) => (part.kind === 'par' ? part.parts : [part]))
      .filter(({ kind }) => kind !== 'empty')
      .toSorted((a, b) => a.id - b.id);
    const [only = this.empty] = terms;
    if (terms.length < 2) return only;
    return this.#make(`p${terms.map(({ id }) => id).join()}`, { kind: 'par', parts: terms }, [
      terms.every(({ nullable }) => nullable),
      false,
      terms.reduce((all, { touches }) => all | touches, 0n),
      terms.reduce((all, { blocks }) => all | blocks, 0n),
    ]);
  }

  loop(body: Term, min: number, max: number, order: Sequence): Term {
    if (max === 0 || body.kind === 'empty') return this.empty;
    if (body.kind === 'end') return min === 0 ? this.alt([this.empty, body]) : body;
    return this.#make(`l${order}${body.id},${min},${max}`, { kind: 'loop', body, min, max, order }, [
      min === 0 || body.nullable,
      body.ends,
      body.touches,
      min === 0 ? 0n : body.blocks,
    ]);
  }

  #make(
    key: string,
    what: Uncommon,
    [nullable, ends, touches, blocks]: readonly [boolean, boolean, bigint, bigint],
  ): Term {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const term = { ...what, id: this.#known.size, nullable, ends, touches, blocks };
    this.#known.set(key, term);
    return term;
  }
}

type Uncommon<T extends Term = Term> = T extends Term ? Omit<T, keyof Common> : never;
