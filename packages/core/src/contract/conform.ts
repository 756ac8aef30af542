import type { Diagram } from '../diagram/syntax.ts';
import { ok, type Result } from '../failure/index.ts';
import { buildTerm, type FindDiagram } from './build-term.ts';
import { Alphabet, type ContractMessage } from './contract-message.ts';
import { Derivation } from './derive.ts';
import { isRefusal, matchEntry, type TraceEntry } from './match-entry.ts';
import { Terms, type Term } from './term.ts';

/**
 * - `conforms`: the diagram was gone through to an end of it.
 * - `refused`: it was followed, and stopped where something was refused.
 * - `incomplete`: it was followed so far; more has to happen.
 * - `deviates`: something happened that it does not allow there.
 * - `undecided`: a fact that it asks for was deleted, or there are too many ways to read the trace.
 */
export type ContractVerdict = 'conforms' | 'refused' | 'incomplete' | 'deviates' | 'undecided';

/** A message of a diagram, and where it stands. */
export interface MessagePlace {
  readonly diagram: string;
  readonly line: number;
  readonly label: string;
  readonly type: string;
}

export interface Conformance {
  readonly verdict: ContractVerdict;
  /** Why it deviates or is undecided: at which entry, counted from 0. */
  readonly stopped?: { readonly index: number; readonly id: string; readonly why: string };
  /** Exactly what could have come next, in the order of the diagram. */
  readonly expected: readonly MessagePlace[];
  /** Entries that went on, each with the messages that it was. */
  readonly path: readonly { readonly id: string; readonly messages: readonly MessagePlace[] }[];
  /** What was tried and refused: it changes nothing. */
  readonly attempts: readonly { readonly id: string; readonly type: string; readonly expected: boolean }[];
  /** Messages that nothing in the ledger tells of. */
  readonly unobserved: readonly { readonly diagram: string; readonly line: number }[];
  /** Entries of types that the diagram leaves out. */
  readonly ignored: number;
  /** Most ways to read the trace at one time. */
  readonly states: number;
}

export const mostStates = 10_000;
const mostTerms = 500_000;

/**
 * Checks the entries of one case, in the order of the ledger, against a diagram, by derivatives of what it lets happen.
 * Fails where the diagram is no contract.
 */
export function checkConformance(
  diagram: Diagram,
  trace: readonly TraceEntry[],
  find: FindDiagram = () => undefined,
): Result<Conformance> {
  const terms = new Terms();
  const alphabet = new Alphabet();
  const term = buildTerm(terms, alphabet, diagram, find);
  return term.ok ? ok(new Check(terms, alphabet, diagram).run(term.value, trace)) : term;
}

class Check {
  readonly #terms: Terms;
  readonly #alphabet: Alphabet;
  readonly #derivation: Derivation;
  readonly #byType: ReadonlyMap<string, readonly ContractMessage[]>;
  readonly #ignore: ReadonlySet<string>;
  readonly #path: Conformance['path'][number][] = [];
  readonly #attempts: Conformance['attempts'][number][] = [];
  #ignored = 0;
  #most = 1;

  constructor(terms: Terms, alphabet: Alphabet, diagram: Diagram) {
    this.#terms = terms;
    this.#alphabet = alphabet;
    this.#derivation = new Derivation(terms);
    this.#byType = Map.groupBy(alphabet.messages, ({ type }) => type);
    this.#ignore = new Set(diagram.ignore);
  }

  run(start: Term, trace: readonly TraceEntry[]): Conformance {
    let states: ReadonlySet<Term> = new Set([start]);
    let lastRefused = false;
    for (const [index, one] of trace.entries()) {
      const { id, type } = one.entry;
      if (this.#ignore.has(type)) {
        this.#ignored += 1;
        continue;
      }
      const step = this.#step(states, one);
      if (step.kind === 'stop') return this.#result(step.verdict, this.#expected(states), { index, id, why: step.why });
      lastRefused = step.kind === 'attempt';
      if (step.kind === 'attempt') continue;
      states = step.states;
      this.#most = Math.max(this.#most, states.size);
      if (states.size > mostStates || this.#terms.size > mostTerms)
        return this.#result('undecided', [], {
          index,
          id,
          why: 'there are too many ways to read it: give messages that may happen at the same time different events',
        });
    }
    const expected = this.#expected(states);
    const complete = [...states].some(({ ends, nullable }) => ends || nullable);
    if (lastRefused) return this.#result('refused', expected);
    return this.#result(complete ? 'conforms' : 'incomplete', complete ? [] : expected);
  }

  #step(states: ReadonlySet<Term>, one: TraceEntry): Step {
    const { id, outcome, type } = one.entry;
    const moves = (this.#byType.get(type) ?? []).flatMap((message) => {
      const match = matchEntry(one, message);
      const next = match === 'no' ? [] : [...states].flatMap((state) => this.#derivation.derive(state, message));
      return next.length === 0 ? [] : [{ message, match, next }];
    });
    if (moves.some(({ match }) => match === 'unknown'))
      return { kind: 'stop', verdict: 'undecided', why: 'the payload that a condition asks for was deleted' };
    if (moves.length > 0) {
      this.#path.push({ id, messages: moves.map(({ message }) => placeOf(message)) });
      return { kind: 'go', states: new Set(moves.flatMap(({ next }) => next)) };
    }
    if (!isRefusal(outcome))
      return { kind: 'stop', verdict: 'deviates', why: `${type} (${outcome}) is not allowed here` };
    const expected = this.#expected(states).some((message) => message.type === type);
    this.#attempts.push({ id, type, expected });
    return { kind: 'attempt' };
  }

  #expected(states: ReadonlySet<Term>): readonly MessagePlace[] {
    const all = new Set([...states].flatMap((state) => [...this.#derivation.expected(state)]));
    return [...all].toSorted((a, b) => a.symbol - b.symbol).map(placeOf);
  }

  #result(verdict: ContractVerdict, expected: readonly MessagePlace[], stopped?: Conformance['stopped']): Conformance {
    return {
      verdict,
      ...(stopped === undefined ? {} : { stopped }),
      expected,
      path: this.#path,
      attempts: this.#attempts,
      unobserved: this.#alphabet.unobserved.map(({ diagram, line }) => ({ diagram, line })),
      ignored: this.#ignored,
      states: this.#most,
    };
  }
}

type Step =
  | { readonly kind: 'go'; readonly states: ReadonlySet<Term> }
  | { readonly kind: 'attempt' }
  | { readonly kind: 'stop'; readonly verdict: 'deviates' | 'undecided'; readonly why: string };

const placeOf = ({ at, diagram, label, type }: ContractMessage): MessagePlace => ({
  diagram,
  line: at.line,
  label,
  type,
});
