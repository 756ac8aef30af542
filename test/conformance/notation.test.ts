import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkConformance, type TraceEntry } from '@interlock/core/contract';
import { parseDiagram, rules } from '@interlock/core/diagram';
import { eventRoutes } from '@interlock/core/event';
import { describe, expect, it } from '@jest/globals';
import { traceOf } from './told.ts';

const root = resolve(import.meta.dirname, '../..');
const page = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

/** Rows of the table below a heading, without its head. */
function rowsBelow(text: string, heading: string): readonly (readonly string[])[] {
  const part = text.split(`\n${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = part.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/reference/notation.md', () => {
  const notation = page('reference/notation.md');

  it('lists every rule, and says what the code says', () => {
    expect(rowsBelow(notation, '## Rules')).toEqual(Object.entries(rules).map(([name, text]) => [`\`${name}\``, text]));
  });

  it('lists every event with its route', () => {
    expect(rowsBelow(notation, '## Events')).toEqual(
      Object.entries(eventRoutes).map(([type, { from, to }]) => [`\`${type}\``, from, to]),
    );
  });
});

const participants = ['CI', 'Scanner', 'Developer', 'Repo', 'Policy', 'Gate', 'ArtifactStore', 'Monitor', 'Rollback']
  .map((name) => `participant ${name}`)
  .concat('participant "Deploy target" as Target');

/** Each diagram of the page with the cases below it. */
const examples = page('explanation/diagrams-as-contracts.md')
  .split('```plantuml\n')
  .slice(1)
  .flatMap((part) => {
    const [source = '', below = ''] = part.split('```\n');
    const { diagram, problems } = parseDiagram(['@startuml x', ...participants, source, '@enduml'].join('\n'));
    const rows = below.split('\n').filter((line) => line.startsWith('|'));
    return rows.slice(2).map((line) => {
      const [, events = '', verdict = ''] = line.split('|').map((cell) => cell.trim());
      return { events, verdict, diagram, problems };
    });
  });

describe('docs/explanation/diagrams-as-contracts.md', () => {
  it('has examples of every construct', () => {
    expect(examples.length).toBeGreaterThan(20);
    expect(new Set(examples.map(({ verdict }) => verdict))).toEqual(
      new Set(['conforms', 'incomplete', 'refused', 'deviates']),
    );
  });

  it.each(examples)('$events: $verdict', ({ diagram, events, problems, verdict }) => {
    expect(problems).toEqual([]);
    const trace: readonly TraceEntry[] = traceOf(events);
    expect(checkConformance(diagram, trace)).toMatchObject({ ok: true, value: { verdict } });
  });
});
