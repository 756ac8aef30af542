import { rmSync } from 'node:fs';
import { join } from './end.ts';

/** Removes the folder where the process ends before it is given back, by a signal too. Gives it back. */
export function removeAtEnd(folder: string): () => void {
  return join({ onEnd: () => rmSync(folder, { recursive: true, force: true }) });
}
