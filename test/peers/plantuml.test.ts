import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseDiagram } from '@interlock/core/diagram';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDiagram } from '../../packages/core/src/diagram/any-diagram-fixture.ts';
import { printDiagram } from '../../packages/core/src/diagram/print-fixture.ts';
import { requirePeer } from './installation.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Whether PlantUML calls each of the sources a sequence diagram; one run of it for all. */
function plantuml(sources: readonly string[]): readonly boolean[] {
  const input = sources.map((source) => `${source.trimEnd()}\n`).join('');
  const { stdout } = spawnSync(requirePeer('plantuml'), ['-headless', '-syntax'], { input, encoding: 'utf8' });
  const answers = stdout.split(/^(?=[A-Z]+$)/m).filter((answer) => /^[A-Z]+\n/.test(answer));
  if (answers.length !== sources.length) throw new Error(`${answers.length} answers to ${sources.length} diagrams`);
  return answers.map((answer) => answer.startsWith('SEQUENCE'));
}

const ours = (source: string) => parseDiagram(source).problems.length === 0;

const around = (line: string) =>
  `@startuml x\nparticipant A\nparticipant B\nA -> B : a\n${line}\nB -> A : b\n@enduml\n`;

describe('PlantUML and the parser', () => {
  it('take the same diagrams of this repository for valid', () => {
    const files = globSync('{docs/diagrams,test/conformance/diagrams}/*.puml', { cwd: root }).toSorted();
    const verdicts = plantuml(files.map(read));
    expect(files.map((file) => ours(read(file)))).toEqual(verdicts);
    const refused = files.filter((_, index) => verdicts[index] === false);
    expect(refused.map((file) => file)).toEqual(['test/conformance/diagrams/trusted-agent.puml']);
    expect(files.map((file) => basename(file)).length).toBeGreaterThan(8);
  });

  it('take every diagram of the subset for valid', () => {
    const sources = fc.sample(anyDiagram, { numRuns: 500, seed: 20_261_125 }).map(printDiagram);
    expect(sources.filter((source) => !ours(source))).toEqual([]);
    const verdicts = plantuml(sources);
    expect(sources.filter((_, index) => verdicts[index] === false)).toEqual([]);
  }, 120_000);

  it('refuse the same broken lines', () => {
    const lines = [
      'actor Agent (trusted)',
      'A - B',
      'A => B',
      'A >> B',
      'A -> B C',
      'A -> B B : c',
      'A -[#red> B',
      'A -[]> B',
      '"A -> B : x',
      'end',
      'else',
      'endd',
      'note over',
      'note over A',
      'note middle : x',
      'ref over A',
      'ref A : x',
      'foo bar',
      'participant',
      'participant A as',
      'participant "A',
      'participant C #red <<x>>',
      'parti A',
      '== x',
      'legend',
      'title',
      'skinparam',
      'activate',
      'autonumber x',
      'hide everything else',
      'class X',
      'state X',
      'if (x) then',
    ];
    expect(plantuml(lines.map(around))).toEqual(lines.map(() => false));
    expect(lines.filter((line) => ours(around(line)))).toEqual([]);
  });

  // The other way round the parser is stricter on purpose: what is never closed, or leads nowhere, it refuses.
  it('never differ so that a damaged diagram is read here and refused there', () => {
    const piece = fc.constantFrom(
      ...['"', '->', '\n', 'end', '[', ']', '<<', '#', ':', 'else\n', '==', '(', 'note ', ' ', 'x', 'alt\n', '-', '>'],
    );
    const damages = fc.array(fc.tuple(fc.nat(), piece), { minLength: 1, maxLength: 3 });
    const sources = fc
      .sample(fc.tuple(anyDiagram, damages), { numRuns: 1_500, seed: 20_261_125 })
      .map(([diagram, all]) => damage(printDiagram(diagram), all));
    const verdicts = plantuml(sources);
    expect(sources.filter((source, index) => ours(source) && verdicts[index] === false)).toEqual([]);
    expect(verdicts.filter((valid) => !valid).length).toBeGreaterThan(300);
    expect(verdicts.filter((valid) => valid).length).toBeGreaterThan(50);
  }, 120_000);
});

/** Writes pieces over characters between the first line and the last. */
function damage(source: string, all: readonly (readonly [number, string])[]): string {
  const first = source.indexOf('\n') + 1;
  const last = source.indexOf('@enduml') - 1;
  const body = all.reduce(
    (text, [where, piece]) => {
      const at = where % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + 1);
    },
    source.slice(first, last),
  );
  return `${source.slice(0, first)}${body}\n@enduml\n`;
}
