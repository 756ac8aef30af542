import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkOutputs, writeFile } from '@interlock/adapters/filesystem';
import { readFlagFile, replaceFlagFile } from '@interlock/adapters/flags';
import { sha256 } from '@interlock/core/digest';
import type { FlagChange } from '@interlock/core/flags';
import { handleSetFlag, type SetFlagPorts } from './index.ts';

const journal = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
const rules = { if: [true, 'on', 'off'] };
const source = `${JSON.stringify({ flags: { journal, ruled: { ...journal, targeting: rules } } }, null, 2)}\n`;

let folder = '';
let file = '';
let outputFile = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-set-flag-'));
  [file, outputFile] = [join(folder, 'flags.json'), join(folder, 'change.json')];
  writeFileSync(file, source);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Inputs = Parameters<typeof handleSetFlag>[0];

async function set(inputs: Partial<Inputs> = {}, other: Partial<SetFlagPorts> = {}) {
  const told: string[] = [];
  const all = { file, flag: 'journal', state: 'on', ifAbsent: 'fail', outputFile } as const;
  const answer = await handleSetFlag(
    { percentage: undefined, expectedDigest: undefined, ...all, ...inputs },
    {
      readFlagFile,
      replaceFlagFile,
      checkOutputs,
      writeFile,
      clock: { now: () => Date.parse('2026-06-01T00:00:00Z') },
      runContext: { kind: 'github', ci: true, runUrl: 'https://forge.example/runs/1', commit: 'a'.repeat(40) },
      reporter: {
        info: () => {},
        progress: () => {},
        annotate: ({ message }) => told.push(message),
        summary: (text) => told.push(text),
      },
      ...other,
    },
  );
  return { answer, told };
}

const record = () => JSON.parse(readFileSync(outputFile, 'utf8')) as FlagChange;
const flags = () => (JSON.parse(readFileSync(file, 'utf8')) as { flags: Record<string, unknown> }).flags;

describe('set-flag', () => {
  it('sets a percentage and records who changed what', async () => {
    const { answer, told } = await set({ state: 'percentage', percentage: 25 });
    const digest = sha256(readFileSync(file));
    const outputs = { before: 'off', after: '25%', changed: 'true', digest, recordPath: outputFile };
    expect(answer).toEqual({ ok: true, value: { outputs, exitCode: 0 } });
    expect(told).toEqual([expect.stringMatching(/^Flag `journal`: off → 25% · /)]);
    expect(record()).toEqual({
      schema: 'interlock/flag-change/v1',
      file,
      flag: 'journal',
      before: { setting: { state: 'off' }, definition: journal },
      after: { setting: { state: 'percentage', percentage: 25 }, definition: flags()['journal'] },
      digestBefore: sha256(source),
      digestAfter: digest,
      changedAt: '2026-06-01T00:00:00.000Z',
      by: { kind: 'github', run: 'https://forge.example/runs/1', commit: 'a'.repeat(40) },
    });
  });

  it('says so where nothing was to do, and still records', async () => {
    const { answer } = await set({ state: 'off' });
    expect(answer).toMatchObject({ ok: true, value: { outputs: { before: 'off', after: 'off', changed: 'false' } } });
    expect([readFileSync(file, 'utf8'), record().digestAfter]).toEqual([source, sha256(source)]);
  });

  it('takes the digest of a change as what the next one expects', async () => {
    const first = await set({ expectedDigest: sha256(source) });
    const next = first.answer.ok ? first.answer.value.outputs.digest : undefined;
    expect(await set({ state: 'off', expectedDigest: next })).toMatchObject({ answer: { ok: true } });
    const late = await set({ state: 'on', expectedDigest: next });
    expect(late.answer).toMatchObject({ ok: false, error: { kind: 'conflict', file } });
    expect(flags()['journal']).toEqual(journal);
  });

  it('makes its change to what another writer just wrote, and leaves both', async () => {
    let others = 0;
    const read: SetFlagPorts['readFlagFile'] = async (path) => {
      const content = await readFlagFile(path);
      if (others++ < 3) writeFileSync(file, readFileSync(file, 'utf8').replace('{', `{"x${others}": 1,`));
      return content;
    };
    expect(await set({}, { readFlagFile: read })).toMatchObject({ answer: { ok: true } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      x1: 1,
      x2: 1,
      x3: 1,
      flags: { journal: { defaultVariant: 'on' } },
    });
    const restless: SetFlagPorts['readFlagFile'] = async (path) => {
      const content = await readFlagFile(path);
      writeFileSync(file, readFileSync(file, 'utf8').replace('{', `{"y${others++}": 1,`));
      return content;
    };
    const { answer } = await set({ state: 'off' }, { readFlagFile: restless });
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'conflict', message: expect.stringMatching(/10 times/) },
    });
  });

  it('warns that off removed rules, and keeps them in the record', async () => {
    const { told } = await set({ flag: 'ruled', state: 'off' });
    expect(told).toContainEqual(expect.stringMatching(/ruled had rules of its own/));
    expect(record().before?.definition).toMatchObject({ targeting: rules });
    expect(flags()['ruled']).toEqual(journal);
  });

  it.each([
    [{ state: 'percentage' }, /percentage: is required/],
    [{ state: 'off', percentage: 10 }, /no meaning with state off/],
  ] as const)('refuses %j and writes nothing', async (inputs, message) => {
    const { answer } = await set(inputs);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'usage', message: expect.stringMatching(message) } });
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual([source, ['flags.json']]);
  });

  it('says that the flag is set where only the record cannot be written', async () => {
    const full: SetFlagPorts['writeFile'] = async () => ({
      ok: false,
      error: { kind: 'unwritable-file', message: 'This file could not be written: ENOSPC.', hint: 'Make room.' },
    });
    const { answer } = await set({}, { writeFile: full });
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'unwritable-file', hint: 'The flag is on now; only its record is missing. Make room.' },
    });
    expect(flags()['journal']).toMatchObject({ defaultVariant: 'on' });
  });
});
