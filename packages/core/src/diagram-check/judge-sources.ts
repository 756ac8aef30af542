import { checkConformance, type FindDiagram } from '../contract/index.ts';
import { everyMessage, lintDiagram, parseDiagram, problem, type Diagram, type Problem } from '../diagram/index.ts';

/** The text of a diagram, and where it stands. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface JudgedSource extends Source {
  readonly diagram: Diagram;
  readonly problems: readonly Problem[];
}

/** Reads and lints diagrams; a `ref` finds those among them. Without syntax errors only, since the rest follows from them. */
export function judgeSources(sources: readonly Source[]): readonly JudgedSource[] {
  const parsed = sources.map((source) => ({ ...source, ...parseDiagram(source.text) }));
  const find = findAmong(parsed);
  return parsed.map(({ diagram, file, problems, text }) => ({
    file,
    text,
    diagram,
    problems: problems.length > 0 ? problems : [...lintDiagram(diagram), ...brokenContract(diagram, find)],
  }));
}

/** Finds a diagram by its name. Of two of one name none is found: nobody can say which is meant. */
export function findAmong(all: readonly { readonly diagram: Diagram }[]): FindDiagram {
  const byName = Map.groupBy(all, ({ diagram }) => diagram.name);
  return (name) => {
    const [first, second] = byName.get(name) ?? [];
    return second === undefined ? first?.diagram : undefined;
  };
}

export const hasErrors = ({ problems }: Pick<JudgedSource, 'problems'>) =>
  problems.some(({ level }) => level === 'error');

function brokenContract(diagram: Diagram, find: FindDiagram): readonly Problem[] {
  if (!everyMessage(diagram.steps).some(({ message }) => message.binding?.kind === 'event')) return [];
  const built = checkConformance(diagram, [], find);
  if (built.ok) return [];
  const { line = 1, message } = built.error;
  const fix = 'Give the diagram that is meant as well, under a name of its own, or correct the line';
  return [problem('contract-broken', 'error', { line, column: 1 }, message, fix)];
}
