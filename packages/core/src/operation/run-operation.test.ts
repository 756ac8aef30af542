import { describe, expect, it, jest } from '@jest/globals';
import { fail, ok, type Failure, type Result } from '../failure/index.ts';
import type { Recorder } from '../event/index.ts';
import type { Host } from '../host/index.ts';
import { defineOperation, runOperation, type Outcome } from './index.ts';

const sample = defineOperation({
  name: 'sample',
  stage: 'verify',
  event: 'sbom-generated',
  summary: 'A sample.',
  inputs: { path: { type: 'path', description: 'Folder.', required: true } },
  outputs: { 'sbom-path': { description: 'Path.' }, count: { description: 'Count.' } },
  permissions: { github: {}, gitlab: 'None.' },
});

const events: unknown[] = [];
const recorder = (answer: Result<void> = ok(undefined), free: Result<void> = ok(undefined)): Recorder => ({
  check: async () => free,
  record: async (happening, inputs) => {
    events.push({ ...happening, ...inputs });
    return answer;
  },
});

async function run(
  given: Record<string, string>,
  handle: () => Promise<
    Result<Outcome<{ readonly sbomPath?: string | undefined; readonly count?: string | undefined }>>
  >,
  record: Recorder = recorder(),
  operation = sample,
  clear?: (inputs: unknown) => Promise<Result<void>>,
) {
  const outputs: Record<string, string> = {};
  const failures: Failure[] = [];
  const host: Host = {
    kind: 'terminal',
    reporter: { info: () => undefined, progress: () => undefined, annotate: () => undefined, summary: () => undefined },
    input: (name) => given[name],
    unknownInputs: (declared) => Object.keys(given).filter((name) => !declared.includes(name)),
    output: (name, value) => {
      outputs[name] = value;
    },
    fail: (found) => failures.push(...found),
    flush: async () => undefined,
  };
  const exitCode = await runOperation(operation, { host, recorder: record }, handle, clear);
  return { exitCode, outputs, messages: failures.map((failure) => failure.message) };
}

describe('runOperation', () => {
  it('writes every declared output', async () => {
    const result = await run({ path: '.' }, async () => ok({ outputs: { sbomPath: 'a.json' }, exitCode: 4 }));
    expect(result).toEqual({ exitCode: 4, outputs: { 'sbom-path': 'a.json', count: '' }, messages: [] });
  });

  it('names unknown and missing inputs together and does not call the handler', async () => {
    const result = await run({ pth: '.' }, async () => {
      throw new Error('called');
    });
    expect(result).toMatchObject({
      exitCode: 2,
      messages: ['Unknown input "pth".', 'Input path: is required and was not given.'],
    });
  });

  it('maps a failure to its exit code', async () => {
    const result = await run({ path: '.' }, async () => fail('deadline-exceeded', 'Too slow.'));
    expect(result).toEqual({ exitCode: 3, outputs: {}, messages: ['Too slow.'] });
  });

  it('reports an exception as a bug, and never as a pass', async () => {
    const result = await run({ path: '.' }, async () => {
      throw new Error('boom');
    });
    expect(result).toMatchObject({ exitCode: 3, messages: ['Unexpected: boom'] });
  });

  it('has one event written for each answer, and none for a call that was wrong', async () => {
    events.length = 0;
    const given = { path: '.', 'events-file': 'e.jsonl', case: 'release-3' };
    await run(given, async () => ok({ outputs: { sbomPath: 'a.json' }, exitCode: 4 }));
    await run(given, async () => fail('not-verified', 'No.'));
    await run(given, async () => {
      throw new Error('boom');
    });
    await run(given, async () => fail('malformed-file', 'Bad.'));
    await run({ ...given, case: 'two words' }, async () => ok({ outputs: {}, exitCode: 0 }));
    const common = { operation: 'sample', type: 'sbom-generated', eventsFile: 'e.jsonl', case: 'release-3' };
    expect(events).toEqual([
      { ...common, outcome: 'needs-approval', outputs: { 'sbom-path': 'a.json', count: '' } },
      { ...common, outcome: 'refused', outputs: {}, failure: 'not-verified' },
      { ...common, outcome: 'undecided', outputs: {}, failure: 'internal' },
    ]);
  });

  it('does nothing where no event could be written, and never passes without its trace', async () => {
    const full = fail('unwritable-file', 'Full.');
    const called = jest.fn(async () => ok({ outputs: {}, exitCode: 0 } as const));
    expect(await run({ path: '.' }, called, recorder(ok(undefined), full))).toMatchObject({ exitCode: 3 });
    expect(called).not.toHaveBeenCalled();
    expect(await run({ path: '.' }, called, recorder(full))).toMatchObject({ exitCode: 3, messages: ['Full.'] });
    expect(called).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['', ok(undefined), []],
    [' and says that it cannot', fail('unwritable-file', 'Stuck.'), ['Stuck.']],
  ])('removes an older answer where the file of events stops it%s', async (_, cleared, more) => {
    const clear = jest.fn<(inputs: unknown) => Promise<Result<void>>>().mockResolvedValue(cleared);
    const called = jest.fn(async () => ok({ outputs: {}, exitCode: 0 } as const));
    const forged = recorder(ok(undefined), fail('malformed-file', 'Forged.'));
    expect(await run({ path: '.' }, called, forged, sample, clear)).toMatchObject({
      exitCode: 2,
      messages: ['Forged.', ...more],
    });
    expect(clear).toHaveBeenCalledWith({ path: '.' });
    expect(called).not.toHaveBeenCalled();
  });

  it('judges a change all the same, so that no verdict of another hand stays in its place', async () => {
    const full = fail('malformed-file', 'Forged.');
    const judge: typeof sample = { ...sample, runsOn: 'change-request' };
    const called = async () => ok({ outputs: { sbomPath: 'own' }, exitCode: 0 } as const);
    expect(await run({ path: '.' }, called, recorder(ok(undefined), full), judge)).toEqual({
      exitCode: 3,
      outputs: { 'sbom-path': 'own', count: '' },
      messages: ['Forged.'],
    });
  });
});
