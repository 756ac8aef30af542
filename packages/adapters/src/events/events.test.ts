import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chainEvents, readEvents, ulid, type EventDraft } from '@interlock/core/event';
import { fail, ok } from '@interlock/core/failure';
import { appendEvents, readEventFile } from './index.ts';

const draft = (number: number): EventDraft => ({
  id: ulid(number, new Uint8Array(10)),
  case: 'local',
  type: 'flag-set',
  time: '2026-02-01T00:00:00.000Z',
  actor: { operation: 'set-flag', host: 'terminal' },
  subjects: [],
  outcome: 'done',
  facts: {},
});
const add = (path: string, number: number) => appendEvents(path, (before) => ok(chainEvents(before, [draft(number)])));

let folder: string;
const started = process.cwd();
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'events-')));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(started);
  rmSync(folder, { recursive: true });
});

describe('appendEvents', () => {
  it('makes the folder and keeps the chain when many append at once', async () => {
    const path = '.interlock/out/events.jsonl';
    const all = await Promise.all(Array.from({ length: 24 }, (_, index) => add(path, index)));
    expect(all.filter(({ ok: done }) => !done)).toEqual([]);
    const events = readEvents(readFileSync(path, 'utf8'), path);
    expect(events.ok && events.value.length).toBe(24);
    expect(existsSync(`${path}.lock`)).toBe(false);
    expect(await readEventFile(path)).toEqual(events);
  });

  it.each([
    ['the file', () => symlinkSync('outside', 'events.jsonl'), 'events.jsonl'],
    ['a folder above it', () => symlinkSync('outside-folder', '.interlock'), '.interlock/out/events.jsonl'],
  ])('never writes through a link in place of %s', async (_, prepare, path) => {
    mkdirSync('outside-folder/out', { recursive: true });
    writeFileSync('outside', '');
    prepare();
    const refused = { ok: false, error: { kind: 'unwritable-file', message: expect.stringMatching(/symbolic link/) } };
    expect(await readEventFile(path)).toMatchObject(refused);
    expect(await add(path, 1)).toMatchObject(refused);
    expect(readFileSync('outside', 'utf8')).toBe('');
    expect(existsSync('outside-folder/out/events.jsonl')).toBe(false);
  });

  it('leaves a file alone that is no chain, and gives the lock back', async () => {
    writeFileSync('e.jsonl', '{}\n');
    expect(await add('e.jsonl', 1)).toMatchObject({ ok: false, error: { kind: 'malformed-file', line: 1 } });
    expect(readFileSync('e.jsonl', 'utf8')).toBe('{}\n');
    writeFileSync('latin.jsonl', Uint8Array.of(0xe9));
    expect(await readEventFile('latin.jsonl')).toMatchObject({
      ok: false,
      error: { message: 'This file is not UTF-8.' },
    });
    const refused = fail('usage', 'no');
    expect(await appendEvents('new.jsonl', () => refused)).toEqual(refused);
    expect(existsSync('new.jsonl')).toBe(false);
    expect(existsSync('e.jsonl.lock')).toBe(false);
  });

  it('is no file where a folder is', async () => {
    mkdirSync('e.jsonl');
    expect(await readEventFile('e.jsonl')).toMatchObject({ ok: false, error: { kind: 'unwritable-file' } });
  });
});
