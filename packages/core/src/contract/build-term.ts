import { isFragment, type Diagram, type Fragment, type Step } from '../diagram/syntax.ts';
import { collect, fail, ok, type Result } from '../failure/index.ts';
import { Alphabet } from './contract-message.ts';
import { loopBounds } from './loop-bounds.ts';
import { Terms, type Sequence, type Term } from './term.ts';

/** Finds the diagram that a `ref` names. */
export type FindDiagram = (name: string) => Diagram | undefined;

interface Place {
  readonly terms: Terms;
  readonly alphabet: Alphabet;
  readonly find: FindDiagram;
  readonly diagram: Diagram;
  /** Names of the diagrams that led here, so that none refers to itself. */
  readonly inside: readonly string[];
  readonly order: Sequence;
}

/** What a diagram lets happen. Fails with `malformed-file` where it says something that cannot be checked. */
export function buildTerm(terms: Terms, alphabet: Alphabet, diagram: Diagram, find: FindDiagram): Result<Term> {
  return diagramTerm({ terms, alphabet, find, diagram, inside: [diagram.name], order: 'seq' });
}

function diagramTerm(place: Place): Result<Term> {
  return stepsTerm(place.diagram.steps, { ...place, order: place.diagram.order === 'strict' ? 'strict' : 'seq' });
}

/** A divider parts the steps: all above it happens before anything below. */
function stepsTerm(steps: readonly Step[], place: Place): Result<Term> {
  const segments: Step[][] = [[]];
  for (const step of steps) {
    if (step.kind === 'divider') segments.push([]);
    else segments.at(-1)?.push(step);
  }
  const built = collect(segments.map((segment) => collect(segment.map((step) => builtStep(step, place)))));
  if (!built.ok) return built;
  return ok(built.value.reduceRight((below, segment) => segmentTerm(segment, below, place), place.terms.empty));
}

/** A step, and whether it is a `break`: then what follows it is the other way to go on. */
interface Built {
  readonly term: Term;
  readonly breaks: boolean;
}

function builtStep(step: Step, place: Place): Result<Built> {
  const term = stepTerm(step, place);
  return term.ok ? ok({ term: term.value, breaks: step.kind === 'break' }) : term;
}

/** Each `break` gives a trace of its own: what stands before it, then its body, and nothing more of this fragment. */
function segmentTerm(segment: readonly Built[], below: Term, { terms, order }: Place): Term {
  const broken: Term[] = [];
  const before: Term[] = [];
  const inOrder = (list: readonly Term[]) =>
    list.reduceRight((rest, term) => terms.sequence(order, term, rest), terms.empty);
  for (const { breaks, term } of segment) {
    if (breaks) broken.push(inOrder([...before, term]));
    else before.push(term);
  }
  return terms.alt([terms.sequence('strict', inOrder(before), below), ...broken]);
}

function stepTerm(step: Step, place: Place): Result<Term> {
  const { alphabet, diagram, terms } = place;
  if (isFragment(step)) return fragmentTerm(step, place);
  switch (step.kind) {
    case 'message': {
      const message = alphabet.add(step, diagram);
      return ok(message === undefined ? terms.empty : terms.message(message));
    }
    case 'end':
      return ok(terms.end);
    case 'note':
    case 'divider':
      return ok(terms.empty);
    case 'ref':
      return referenceTerm(step.text.trim(), step.at.line, place);
  }
}

function fragmentTerm(fragment: Fragment, place: Place): Result<Term> {
  const { terms } = place;
  const branches = collect(fragment.branches.map(({ steps }) => stepsTerm(steps, place)));
  if (!branches.ok) return branches;
  const [body = terms.empty] = branches.value;
  switch (fragment.kind) {
    case 'alt':
      return ok(terms.alt(branches.value));
    case 'opt':
      return ok(terms.alt([body, terms.empty]));
    case 'par':
      if (branches.value.some(endsInside)) return refuse(place, fragment.at.line, '@end stands in a par');
      return ok(terms.par(branches.value));
    case 'loop': {
      const bounds = loopBounds(fragment.branches[0]?.condition ?? '');
      if (!bounds.ok) return refuse(place, fragment.at.line, bounds.error);
      return ok(terms.loop(body, bounds.value.min, bounds.value.max, place.order));
    }
    case 'break':
    case 'critical':
    case 'group':
      return ok(body);
  }
}

function referenceTerm(name: string, line: number, place: Place): Result<Term> {
  const diagram = place.find(name);
  if (diagram === undefined) return refuse(place, line, `ref names “${name}”, and there is no diagram of that name`);
  if (place.inside.includes(name)) return refuse(place, line, `ref names “${name}”, which leads back here`);
  return diagramTerm({ ...place, diagram, inside: [...place.inside, name] });
}

/** Whether a trace through it may say that the case is over. */
const endsInside = ({ touches }: Term) => touches < 0n;

const refuse = ({ diagram }: Place, line: number, what: string) =>
  fail('malformed-file', `The diagram “${diagram.name}” is no contract: ${what}.`, { line });
