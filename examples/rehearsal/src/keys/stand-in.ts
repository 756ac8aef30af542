import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A folder for PATH in which `ssh-keygen` is the stand-in; answers that PATH. */
export function standInPath(folder: string): string {
  const bin = join(folder, 'stand-in');
  mkdirSync(bin, { recursive: true });
  const program = join(import.meta.dirname, 'ssh-keygen.ts');
  const script = `#!/bin/sh\nexec "${process.execPath}" --conditions=source "${program}" "$@"\n`;
  writeFileSync(join(bin, 'ssh-keygen'), script, { mode: 0o755 });
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}
