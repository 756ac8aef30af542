import type { DiagramCheck } from '@interlock/core/diagram-check';
import type { Annotation, Reporter } from '@interlock/core/host';
import { escapeMarkdown, inlineCode, markdownTable, oneLine } from '@interlock/core/text';

const most = 50;

/** One line where all is well, and else a table of what is not. */
export function renderDiagramCheck(check: DiagramCheck): string {
  const rows = check.diagrams.flatMap(({ drawings, file, problems }) => [
    ...problems.map(({ fix, level, line, message, rule }) => [
      level,
      rule,
      inlineCode(`${file}:${line}`),
      escapeMarkdown(message),
      escapeMarkdown(fix),
    ]),
    ...drawings
      .filter(({ state }) => state === 'stale' || state === 'missing')
      .map((drawing) => ['error', `drawing-${drawing.state}`, inlineCode(drawing.file), drawingProblem, drawingFix]),
  ]);
  const parts = [
    headline(check),
    ...(rows.length === 0
      ? []
      : [markdownTable(['level', 'rule', 'where', 'why', 'how to go on'], rows.slice(0, most * 2))]),
    ...(rows.length > most * 2 ? [`${rows.length - most * 2} more are in the answer.`] : []),
    ...expectedTable(check),
  ];
  return `${parts.join('\n\n')}\n`;
}

const drawingProblem = 'It is not what the source says';
const drawingFix = 'Run check-diagrams with mermaid: write, and commit it';

function headline({ conformance, diagrams, errors, result, warnings }: DiagramCheck): string {
  const count = `${diagrams.length} ${diagrams.length === 1 ? 'diagram' : 'diagrams'}`;
  const lint =
    errors + warnings === 0 ? `${count}, nothing to put right` : `${count}, ${errors} errors, ${warnings} warnings`;
  const contract =
    conformance === null
      ? ''
      : ` · ${inlineCode(conformance.case)} against ${inlineCode(conformance.diagram)}: ${conformance.verdict}, ${conformance.entries} events`;
  return result === 'pass' ? `Diagrams: ${lint}${contract}` : `Diagrams: **${result}** · ${lint}${contract}`;
}

function expectedTable({ conformance }: DiagramCheck): readonly string[] {
  if (conformance === null || conformance.holds === 'yes') return [];
  const why =
    conformance.stopped === null
      ? []
      : [`Event ${conformance.stopped.index + 1}: ${escapeMarkdown(conformance.stopped.why)}.`];
  const rows = conformance.expected
    .slice(0, most)
    .map(({ diagram, label, line, type }) => [type, inlineCode(`${diagram}:${line}`), escapeMarkdown(label)]);
  return [...why, ...(rows.length === 0 ? [] : [markdownTable(['expected next', 'line', 'message'], rows)])];
}

/** Findings at their lines, so that a forge shows them in the change. */
export function annotateCheck(check: DiagramCheck, reporter: Reporter): void {
  const all: Annotation[] = check.diagrams.flatMap(({ drawings, file, problems }) => [
    ...problems.map(({ column, fix, level, line, message, rule }): Annotation => ({
      level: check.strict ? 'error' : level,
      title: `check-diagrams: ${rule}`,
      message: `${oneLine(message)} (column ${column}). ${oneLine(fix)}.`,
      file,
      line,
    })),
    ...drawings
      .filter(({ state }) => state === 'stale' || state === 'missing')
      .map((drawing): Annotation => ({
        level: 'error',
        title: `check-diagrams: drawing-${drawing.state}`,
        message: `${drawingProblem}. ${drawingFix}.`,
        file: drawing.file,
      })),
  ]);
  for (const annotation of all.slice(0, most)) reporter.annotate(annotation);
  const { conformance } = check;
  if (conformance === null || conformance.holds === 'yes') return;
  const file = check.diagrams.find(({ name }) => name === conformance.diagram)?.file;
  reporter.annotate({
    level: 'error',
    title: `check-diagrams: ${conformance.verdict}`,
    message: `${oneLine(conformance.case)} against ${oneLine(conformance.diagram, 80)}: ${whyNot(conformance)}`,
    ...(file === undefined ? {} : { file }),
    ...(conformance.expected[0] === undefined || conformance.expected[0].diagram !== conformance.diagram
      ? {}
      : { line: conformance.expected[0].line }),
  });
}

function whyNot({ attempts, expected, stopped, verdict }: NonNullable<DiagramCheck['conformance']>): string {
  const next = expected.slice(0, 5).map(({ type }) => type);
  const could = next.length === 0 ? '' : ` What could have come next: ${[...new Set(next)].join(', ')}.`;
  if (verdict === 'not-checked') return 'the diagram has errors: correct them, and check again.';
  if (stopped !== null) return `event ${stopped.index + 1}: ${oneLine(stopped.why)}.${could}`;
  if (verdict === 'refused')
    return `${attempts.at(-1)?.type ?? 'the last event'} was refused, and nothing followed.${could}`;
  return `it stopped before the end.${could}`;
}
