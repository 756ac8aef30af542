import { expect, it } from '@jest/globals';
import { createTerminalHost } from './index.ts';

function run(terminal: 'tty' | 'plain', environment: Record<string, string>) {
  let out = '';
  let error = '';
  const host = createTerminalHost({
    environment,
    flags: { mode: 'b' },
    stdout: (text) => void (out += text),
    stderr: (text) => void (error += text),
    terminal,
  });
  host.output('verdict', 'ok\nx=y');
  host.reporter.summary('## Verdict\n**allow**');
  host.fail([{ kind: 'usage', message: 'bad \u001b[2J' }]);
  return { out, error };
}

it('keeps outputs on standard output, one line each, and plain text on standard error', () => {
  expect(run('plain', {})).toStrictEqual({
    out: 'verdict=ok x=y\n',
    error: 'Verdict\nallow\nerror: usage: bad \\u{1b}[2J\n',
  });
});

it('says once what the summary says too, and takes the variable that an input names', () => {
  let error = '';
  const environment = { SOURCE_DATE_EPOCH: '7' };
  const stderr = (text: string) => void (error += text);
  const host = createTerminalHost({ environment, flags: {}, stdout: () => undefined, stderr, terminal: 'plain' });
  host.reporter.annotate({ level: 'error', title: 'scope', message: 'outside', shownBy: 'summary' });
  host.reporter.annotate({ level: 'error', title: 'scope', message: 'alone' });
  expect(error).toBe('error: scope: alone\n');
  const epoch = { type: 'integer', description: '', variable: 'SOURCE_DATE_EPOCH' } as const;
  expect(host.input('epoch', epoch)).toBe('7');
  expect(host.input('epoch', { type: 'integer', description: '' })).toBeUndefined();
});

it('colours only on a terminal and not with NO_COLOR', () => {
  expect(run('tty', {}).error).toContain('\u001b[31m');
  expect(run('tty', { NO_COLOR: '1' }).error).not.toContain('\u001b[31m');
});

it('writes one JSON document and nothing else on standard output', async () => {
  let out = '';
  const stdout = (text: string) => void (out += text);
  const host = createTerminalHost({
    environment: {},
    flags: {},
    stdout,
    stderr: () => undefined,
    terminal: 'plain',
    format: 'json',
  });
  host.output('verdict', 'a\nb');
  host.fail([{ kind: 'usage', message: 'bad', cause: new Error('hidden') }]);
  await host.flush(2);
  expect(JSON.parse(out)).toStrictEqual({
    exitCode: 2,
    failures: [{ kind: 'usage', message: 'bad' }],
    outputs: { verdict: 'a\nb' },
  });
});

it('names a line where one is known, and no other', () => {
  let told = '';
  const stderr = (text: string) => void (told += text);
  const host = createTerminalHost({
    environment: {},
    flags: {},
    stdout: () => {},
    stderr,
    terminal: 'plain',
    format: 'text',
  });
  host.fail([
    { kind: 'missing-file', message: 'gone', file: 'folder' },
    { kind: 'malformed-file', message: 'odd', file: 'a.yml', line: 1 },
  ]);
  expect(told).toBe('folder: error: missing-file: gone\na.yml:1: error: malformed-file: odd\n');
});
