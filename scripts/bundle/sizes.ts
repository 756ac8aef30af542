import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Sizes {
  /** Bytes of the gzipped JavaScript that each operation can load, by operation. */
  readonly closures: Readonly<Record<string, number>>;
  /** Bytes of all files of the folder, gzipped one by one. */
  readonly total: number;
}

/** DESIGN §7, in bytes. */
export const budgets = { closure: 450 * 1024, archive: 8 * 1024 * 1024 };

const chunksNamedIn = (source: string) =>
  [...source.matchAll(/\.e\((?:\/\*[^*]*\*\/\s*)?(\d+)\)/g)].map((match) => `${match[1]}.index.js`);

/** Reads which chunks the entry loads for an operation, and which those load in turn. */
export function measure(folder: string, operations: readonly string[]): Sizes {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const entry = read('index.js');
  const closures = operations.map((name) => {
    const start = entry.search(new RegExp(`['"]?${name}['"]?:\\s*\\(\\)\\s*=>`));
    if (start < 0) throw new Error(`index.js has no entry for ${name}`);
    const rest = entry.slice(start + name.length);
    const open = chunksNamedIn(rest.slice(0, rest.search(/\.then\(/)));
    const closure = new Set<string>(['index.js']);
    for (let chunk = open.pop(); chunk !== undefined; chunk = open.pop()) {
      if (closure.has(chunk)) continue;
      closure.add(chunk);
      open.push(...chunksNamedIn(read(chunk)));
    }
    return [name, [...closure].reduce((sum, file) => sum + gzipSync(read(file)).length, 0)] as const;
  });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const total = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(file.parentPath, file.name))).length, 0);
  return { closures: Object.fromEntries(closures), total };
}
