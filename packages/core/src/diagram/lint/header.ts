import { problem, type Problem } from '../problem.ts';
import type { Diagram } from '../syntax.ts';

const top = { line: 1, column: 1 };
const fields = ['team', 'repository', 'date', 'version'] as const;

/** R52, R98: who owns the diagram, and of when it is. */
export function lintHeader({ comments, name }: Diagram): readonly Problem[] {
  const found = new Map(
    comments.flatMap(({ at, text }) =>
      text.split(/[|;·]/).flatMap((part) => {
        const [, field, value] = /^\s*([a-z]+)\s*:\s*(\S.*?)\s*$/i.exec(part.slice(0, 300)) ?? [];
        return field === undefined || value === undefined ? [] : [[field.toLowerCase(), { value, at }] as const];
      }),
    ),
  );
  const missing = fields.filter((field) => !found.has(field));
  const date = found.get('date');
  return [
    ...(name === ''
      ? [problem('diagram-name', 'warning', top, 'The diagram has no name', 'Write @startuml and a name')]
      : []),
    ...(missing.length === 0
      ? []
      : [
          problem(
            'header-missing',
            'error',
            top,
            `The header does not name ${missing.join(', ')}`,
            "Write ' team: platform | repository: acme/app | date: 2026-01-31 | version: 1.0",
          ),
        ]),
    ...(date === undefined || isDay(date.value)
      ? []
      : [problem('header-date', 'error', date.at, `“${date.value.slice(0, 40)}” is no day`, 'Write it as 2026-01-31')]),
  ];
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
