import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { dist } from '../run-action.ts';
import { blocksOf, readPage, type Block } from './blocks.ts';
import { runElsewhere } from './elsewhere.ts';
import type { PageFixture } from './fixtures.ts';

export interface PageRun {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs what a page tells its reader: the shell blocks in one shell, and the files with a title written in between.
 * Commands that run elsewhere are left out, but for those that the file `here` runs.
 */
export async function runPage(page: string, fixture: PageFixture, here?: string): Promise<PageRun> {
  const top = mkdtempSync(join(tmpdir(), 'interlock-docs-'));
  const [bin, folder, home] = ['bin', 'work', 'home'].map((name) => join(top, name)) as [string, string, string];
  for (const made of [bin, folder, home]) mkdirSync(made);
  const program = `#!/bin/sh\nexec ${process.execPath} ${join(dist, 'interlock.js')} "$@"\n`;
  if (fixture.ownCommand === undefined) writeFileSync(join(bin, 'interlock'), program);
  if (fixture.ownCommand === undefined) chmodSync(join(bin, 'interlock'), 0o755);
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Reader\n\temail = reader@example.invalid\n');
  const { close, replace = [] } = await fixture.prepare(folder, home);
  if (here === undefined) fixture.standIn?.(folder, home);
  try {
    const markdown = readPage(page);
    const absent = replace.filter(([text]) => !markdown.includes(text));
    if (absent.length > 0) throw new Error(`${page} no longer has ${absent.map(([text]) => text).join(', ')}`);
    const changed = replace.reduce((text, [from, to]) => text.replaceAll(from, to), markdown);
    const script = blocksOf(changed).map((block, index) => scriptOf(block, join(top, `block-${index}`), here));
    const path = [bin, join(home, '.local/bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
    return await shell(['exec 2>&1', 'set -eu', ...script].join('\n'), folder, { PATH: path, HOME: home });
  } finally {
    close?.();
    rmSync(top, { recursive: true, force: true });
  }
}

function scriptOf({ language, text, title }: Block, copy: string, here?: string): string {
  if (language === 'sh') return withoutElsewhere(text, here);
  if (title === undefined) return '';
  writeFileSync(copy, text);
  return `mkdir -p '${dirname(title)}'\ncp '${copy}' '${title}'`;
}

export function withoutElsewhere(text: string, here?: string): string {
  const elsewhere = new Set(runElsewhere.filter(({ file }) => file !== here).map(({ command }) => command));
  return text
    .split('\n')
    .filter((line) => !elsewhere.has(line.trim()))
    .join('\n');
}

async function shell(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<PageRun> {
  const options = { cwd, env, maxBuffer: 1 << 24, timeout: 120_000 };
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', script], options);
    return { exitCode: 0, output: stdout };
  } catch (cause) {
    const { code, stdout } = cause as { code?: unknown; stdout?: string };
    return { exitCode: typeof code === 'number' ? code : -1, output: stdout ?? '' };
  }
}
