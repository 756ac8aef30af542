import { describe, expect, it } from '@jest/globals';
import { asAction, asCommand, type Told } from './faces.ts';
import type { Row, Table } from './row.ts';
import { makeScene, snapshot } from './scene.ts';

const faces = { action: asAction, command: asCommand } as const;

/** One test for each row and face: the same call as an action and as a command, and both leave no trace. */
export function checkRows({ operation, rows }: Table): void {
  describe(operation, () => {
    for (const row of rows) {
      const called = row.face === undefined ? (['action', 'command'] as const) : [row.face];
      it(`${row.name} (${called.join(' and ')})`, async () => {
        const scene = makeScene(row);
        try {
          const before = snapshot(scene.folder);
          for (const face of called) {
            const told = await faces[face](operation, scene);
            expect({ face, exitCode: told.exitCode, log: told.log }).toMatchObject({ exitCode: row.exitCode });
            expectClear(told, row);
            expectPlace(told, row, face);
            expect(snapshot(scene.folder)).toEqual(before);
            expect(snapshot(scene.temporary)).toEqual({});
            expect(snapshot(scene.home)).toEqual({});
          }
        } finally {
          scene.remove();
        }
      }, 60_000);
    }
  });
}

function expectClear(told: Told, row: Row): void {
  expect(told.errors).toHaveLength(row.problems ?? 1);
  const said = told.errors.join('\n');
  expect(said).toMatch(row.says);
  expect(said).toMatch(row.fix);
  expect(told.outputs).toEqual({});
  expect(told.summary).toBe('');
  expectHarmless(told);
}

function expectPlace({ errors: [error = ''] }: Told, { file, line }: Row, face: keyof typeof faces): void {
  if (file !== undefined) expect(error).toContain(face === 'action' ? `file=${file}` : `${file}:`);
  if (line !== undefined) expect(error).toContain(face === 'action' ? `line=${line}` : `:${line}: error:`);
}

/** No stack trace, and nothing that a terminal obeys, or in the log a runner. */
export function expectHarmless({ log, summary }: Told): void {
  for (const text of [log, summary]) {
    expect(text).not.toMatch(/^ {4}at |node:internal|\.js:\d+:\d+/m);
    // oxlint-disable-next-line no-control-regex -- an escape character is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/u);
  }
  expect(log).not.toMatch(/^\s*::(?!error |warning |notice |add-mask::)/mu);
  expect(log).not.toContain('##[');
}
