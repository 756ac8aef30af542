import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/**
 * The audit log of most agents: a JSON line that names the hash of the line before. It proves no inclusion without all
 * of its lines, and nobody signs it.
 */
export async function appendToChain(file: string, entry: object): Promise<void> {
  const lock = await takeLock(`${file}.lock`);
  try {
    const target = openSync(file, 'a+');
    const last = readFileSync(target, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    const previous = createHash('sha256').update(last).digest('hex');
    writeSync(target, `${JSON.stringify({ ...entry, previous })}\n`);
    fsyncSync(target);
    closeSync(target);
  } finally {
    closeSync(lock);
    rmSync(`${file}.lock`);
  }
}

async function takeLock(path: string): Promise<number> {
  for (;;) {
    try {
      return openSync(path, 'wx');
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 2 + Math.random() * 20);
      });
    }
  }
}
