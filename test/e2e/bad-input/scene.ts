import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Row } from './row.ts';

/** The folders of one row: where it runs, and where it may leave nothing behind. */
export interface Scene {
  readonly folder: string;
  readonly home: string;
  readonly temporary: string;
  readonly inputs: Readonly<Record<string, string>>;
  remove(): void;
}

export function makeScene({ files = {}, inputs = {}, prepare }: Pick<Row, 'files' | 'inputs' | 'prepare'>): Scene {
  const root = mkdtempSync(join(tmpdir(), 'interlock-bad-input-'));
  const [folder, home, temporary] = [join(root, 'work'), join(root, 'home'), join(root, 'tmp')];
  for (const made of [folder, home, temporary]) mkdirSync(made);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(path, content);
    else if (content.is === 'folder') mkdirSync(path, { recursive: true });
    else execFileSync('mkfifo', [path]);
  }
  const learnt = prepare?.(folder) ?? {};
  const remove = () => rmSync(root, { recursive: true, force: true });
  return { folder, home, temporary, inputs: { ...inputs, ...learnt }, remove };
}

/** Every path below a folder with its kind or the digest of its content: equal before and after means nothing was left. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    seen[name] = stats.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : stats.isDirectory()
        ? 'folder'
        : 'other';
  }
  return seen;
}
