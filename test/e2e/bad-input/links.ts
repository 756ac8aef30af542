import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Makes symbolic links: name in the working folder to what it points to. */
export function linksIn(links: Readonly<Record<string, string>>): (folder: string) => void {
  return (folder) => {
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  };
}
