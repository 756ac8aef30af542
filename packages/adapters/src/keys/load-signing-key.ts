import type { LoadSigningKey } from '@interlock/core/evidence';
import { readFile } from '../filesystem/index.ts';
import { createKeyOnFirstUse } from './create-key-on-first-use.ts';
import { parseSigningKey } from './parse-signing-key.ts';

export interface KeySettings {
  /** The user's configuration folder for this project, for example `~/.config/interlock`. */
  readonly configFolder: string;
  readonly announce: (line: string) => void;
}

export function loadSigningKey({ configFolder, announce }: KeySettings): LoadSigningKey {
  return async (source) => {
    switch (source.from) {
      case 'file': {
        const content = await readFile(source.path);
        return content.ok ? parseSigningKey(new TextDecoder().decode(content.value), source.path) : content;
      }
      case 'secret':
        return parseSigningKey(source.pem, source.variable);
      case 'user-folder':
        return createKeyOnFirstUse(configFolder, announce);
    }
  };
}
