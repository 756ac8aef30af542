import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lintDiagram } from './lint/index.ts';
import { toMermaid } from './mermaid.ts';
import { parseDiagram } from './parse-diagram.ts';
import { anyDiagram } from './any-diagram-fixture.ts';
import { printDiagram } from './print-fixture.ts';

/** Without the places, which a printer does not keep. */
const bare = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) => (['at', 'declaredAt', 'firstUsedAt'].includes(key) ? undefined : one)),
  );

describe('any diagram', () => {
  it('that is printed reads back as it was', () => {
    fc.assert(
      fc.property(anyDiagram, (diagram) => {
        const { diagram: read, problems } = parseDiagram(printDiagram(diagram));
        expect(problems).toEqual([]);
        expect(bare(read)).toEqual(bare(diagram));
      }),
      { numRuns: 500 },
    );
  });

  it('that is damaged is read, linted and drawn without an exception', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '->',
      '\n',
      'end',
      '@event',
      '\u0000',
      '\u202E',
      '[',
      ']',
      '<<',
      '#',
      ':',
      'else\n',
      "/'",
      '==',
    );
    fc.assert(
      fc.property(
        anyDiagram,
        fc.array(fc.tuple(fc.nat(), piece), { minLength: 1, maxLength: 6 }),
        (diagram, changes) => {
          const source = changes.reduce((all, [where, what]) => {
            const place = where % (all.length + 1);
            return all.slice(0, place) + what + all.slice(place + 1);
          }, printDiagram(diagram));
          const { diagram: read, problems } = parseDiagram(source);
          const lines = source.split('\n').length;
          for (const { at: where } of [...problems, ...lintDiagram(read)]) {
            expect(where.line).toBeLessThanOrEqual(lines);
            expect(where.column).toBeGreaterThan(0);
          }
          expect(toMermaid(read)).toMatch(/sequenceDiagram\n/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of any characters is read without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (source) => {
        const { diagram } = parseDiagram(`@startuml x\n${source}\n@enduml`);
        lintDiagram(diagram);
        toMermaid(diagram);
      }),
    );
  });
});
