import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { replaceFlagFile } from './index.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-flags-'));
  file = join(folder, 'flags.json');
  writeFileSync(file, 'old');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function count(times: number): Promise<number> {
  const program = join(import.meta.dirname, 'count-up.ts');
  const child = spawn(process.execPath, ['--conditions=source', program, file, String(times)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  return Number(output);
}

describe('replaceFlagFile', () => {
  it('replaces what was read, keeps the mode, and leaves nothing else', async () => {
    chmodSync(file, 0o640);
    expect(await replaceFlagFile(file, sha256('old'), 'new')).toEqual({ ok: true, value: 'replaced' });
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o640]);
    expect(readdirSync(folder)).toEqual(['flags.json']);
  });

  it('tells that the file changed meanwhile, and leaves it', async () => {
    expect(await replaceFlagFile(file, sha256('older'), 'new')).toEqual({ ok: true, value: 'changed' });
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['flags.json']);
  });

  it('lets one of two writers at once win', async () => {
    for (let round = 0; round < 50; round++) {
      writeFileSync(file, 'old');
      const writers = ['a', 'b', 'c', 'd'];
      const answers = await Promise.all(writers.map((text) => replaceFlagFile(file, sha256('old'), text)));
      const won = answers.flatMap((answer, index) =>
        answer.ok && answer.value === 'replaced' ? [writers[index]] : [],
      );
      expect([won.length, readFileSync(file, 'utf8')]).toEqual([1, won[0]]);
    }
  });

  it('loses no update of four processes that write one file, and a reader never sees a part', async () => {
    writeFileSync(file, '1000000');
    const seen: string[] = [];
    const reader = setInterval(() => seen.push(readFileSync(file, 'utf8')), 1);
    const lost = await Promise.all([count(60), count(60), count(60), count(60)]);
    clearInterval(reader);
    expect(readFileSync(file, 'utf8')).toBe('1000240');
    expect(lost.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
    expect(seen.filter((text) => !/^1000\d{3}$/.test(text))).toEqual([]);
  }, 120_000);

  it('refuses a link, a file that is gone and a lock that nobody gives back', async () => {
    symlinkSync('flags.json', join(folder, 'link'));
    expect(await replaceFlagFile(join(folder, 'link'), sha256('old'), 'new')).toMatchObject({
      error: { kind: 'wrong-file-type' },
    });
    expect(await replaceFlagFile(join(folder, 'none'), sha256('old'), 'new')).toMatchObject({
      error: { kind: 'missing-file' },
    });
    expect(readdirSync(folder).toSorted()).toEqual(['flags.json', 'link']);
    writeFileSync(`${file}.lock`, '');
    expect(await replaceFlagFile(file, sha256('old'), 'new')).toMatchObject({
      error: { kind: 'unwritable-file', hint: expect.stringContaining('flags.json.lock') },
    });
    expect(readFileSync(file, 'utf8')).toBe('old');
  }, 30_000);
});
