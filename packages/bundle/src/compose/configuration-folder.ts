import { homedir } from 'node:os';
import { join } from 'node:path';

/** XDG base directory of a user's configuration. */
export function configurationFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['XDG_CONFIG_HOME'];
  return given !== undefined && given.startsWith('/') ? given : join(environment['HOME'] ?? homedir(), '.config');
}
