import type { Diagram } from '../diagram/syntax.ts';
import { ok, type Result } from '../failure/index.ts';
import { buildTerm, type FindDiagram } from './build-term.ts';
import { Alphabet, type ContractMessage } from './contract-message.ts';
import { Derivation } from './derive.ts';
import { Terms, type Term } from './term.ts';

/** Most steps that are looked at for one example. */
const mostSteps = 20_000;

/**
 * What a diagram allows, by example: for each of its messages a shortest trace through it, each trace once, short ones
 * first.
 */
export function exampleTraces(
  diagram: Diagram,
  most: number,
  find: FindDiagram = () => undefined,
): Result<readonly (readonly ContractMessage[])[]> {
  const terms = new Terms();
  const alphabet = new Alphabet();
  const start = buildTerm(terms, alphabet, diagram, find);
  if (!start.ok) return start;
  const derivation = new Derivation(terms);
  const traces = new Map<string, readonly ContractMessage[]>();
  const seen = new Set<ContractMessage>();
  for (const message of [undefined, ...alphabet.messages]) {
    if (message !== undefined && seen.has(message)) continue;
    const trace = shortestThrough(start.value, message, derivation);
    trace?.forEach((one) => seen.add(one));
    if (trace !== undefined) traces.set(trace.map(({ symbol }) => symbol).join(), trace);
  }
  return ok([...traces.values()].toSorted((a, b) => a.length - b.length).slice(0, most));
}

interface Way {
  readonly term: Term;
  readonly hit: boolean;
  readonly last?: { readonly message: ContractMessage; readonly before: Way };
}

/** Breadth first. Without a message: the shortest of all. */
function shortestThrough(
  start: Term,
  wanted: ContractMessage | undefined,
  derivation: Derivation,
): readonly ContractMessage[] | undefined {
  const ways: Way[] = [{ term: start, hit: wanted === undefined }];
  const seen = new Set<string>();
  for (let at = 0; at < Math.min(ways.length, mostSteps); at += 1) {
    const way = ways[at];
    if (way === undefined || seen.has(`${way.term.id},${way.hit}`)) continue;
    seen.add(`${way.term.id},${way.hit}`);
    if (way.hit && (way.term.nullable || way.term.ends)) return messagesOf(way);
    for (const message of inOrder(derivation.expected(way.term)))
      for (const term of derivation.derive(way.term, message))
        ways.push({ term, hit: way.hit || message === wanted, last: { message, before: way } });
  }
  return undefined;
}

const inOrder = (messages: ReadonlySet<ContractMessage>) => [...messages].toSorted((a, b) => a.symbol - b.symbol);

function messagesOf(way: Way): readonly ContractMessage[] {
  const found: ContractMessage[] = [];
  for (let at: Way | undefined = way; at?.last !== undefined; at = at.last.before) found.push(at.last.message);
  return found.toReversed();
}
