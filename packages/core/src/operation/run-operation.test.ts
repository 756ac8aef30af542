import { describe, expect, it } from '@jest/globals';
import { fail, ok, type Failure, type Result } from '../failure/index.ts';
import type { Host } from '../host/index.ts';
import { defineOperation, runOperation, type Outcome } from './index.ts';

const sample = defineOperation({
  name: 'sample',
  stage: 'verify',
  summary: 'A sample.',
  inputs: { path: { type: 'path', description: 'Folder.', required: true } },
  outputs: { 'sbom-path': { description: 'Path.' }, count: { description: 'Count.' } },
  permissions: { github: {}, gitlab: 'None.' },
});

async function run(
  given: Record<string, string>,
  handle: () => Promise<
    Result<Outcome<{ readonly sbomPath?: string | undefined; readonly count?: string | undefined }>>
  >,
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
  const exitCode = await runOperation(sample, host, handle);
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
});
