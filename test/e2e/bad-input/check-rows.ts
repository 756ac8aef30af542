import { defaultEventsFile } from '@interlock/core/event';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { asAction, asCommand, type Told } from './faces.ts';
import type { Row, Table } from './row.ts';
import { makeScene, snapshot, type Scene } from './scene.ts';

const faces = { action: asAction, command: asCommand } as const;

/** One test for each row and face: the same call as an action and as a command, and both leave no trace. */
export function checkRows({ operation, rows, face: only }: Table): void {
  describe(operation, () => {
    for (const row of rows) {
      const given = row.face ?? only;
      const called = given === undefined ? (['action', 'command'] as const) : [given];
      it(`${row.name} (${called.join(' and ')})`, async () => {
        for (const face of called) {
          const { before, after } = await callOnce(operation, row, face);
          expect(after).toEqual(before);
        }
      }, 60_000);
    }
  });
}

/** Checks what is told, and gives every file from before and after the call, but for those of the answer. */
async function callOnce(operation: Table['operation'], row: Row, face: keyof typeof faces) {
  const scene = makeScene(row);
  try {
    const before = filesOf(scene);
    const told = await faces[face](operation, scene);
    expect(`${face} ended with ${told.exitCode}: ${told.log}`).toContain(`${face} ended with ${row.exitCode}: `);
    expectClear(told, row);
    expectPlace(told, row, face);
    takeLeaves(scene.folder, row.leaves);
    return { before, after: filesOf(scene) };
  } finally {
    scene.remove();
  }
}

const filesOf = (scene: Scene) => {
  takeEvents(scene.folder);
  return [scene.folder, scene.home, scene.temporary].map(snapshot);
};

/** In CI an answer leaves its event; what that says is tested where events are. */
function takeEvents(folder: string): void {
  rmSync(join(folder, defaultEventsFile), { force: true });
  for (const empty of [dirname(defaultEventsFile), dirname(dirname(defaultEventsFile))]) {
    const path = join(folder, empty);
    if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
  }
}

/** Checks what the files of the answer say, and takes them away. */
function takeLeaves(folder: string, leaves: NonNullable<Row['leaves']> = {}): void {
  for (const [name, says] of Object.entries(leaves)) {
    expect(readFileSync(join(folder, name), 'utf8')).toMatch(says);
    rmSync(join(folder, name));
  }
}

function expectClear(told: Told, row: Row): void {
  expect(told.errors).toHaveLength(row.problems ?? 1);
  const said = told.errors.join('\n');
  expect(said).toMatch(row.says);
  expect(said).toMatch(row.fix);
  if (row.leaves === undefined) expect([told.summary, told.outputs]).toEqual(['', {}]);
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
  // A runner obeys these in the log, and nobody does in Markdown.
  expect(log).not.toMatch(/^\s*::(?!error |warning |notice |add-mask::)/mu);
  expect(log).not.toContain('##[');
}
