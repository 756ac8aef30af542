import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * XDG base directory of a user's configuration. A relative path is passed over, as the XDG specification asks: a key
 * would be made in the working directory, from where it is easily committed.
 */
export function configurationFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['XDG_CONFIG_HOME'];
  if (given !== undefined && isAbsolute(given)) return given;
  const home = environment['HOME'];
  return join(home !== undefined && isAbsolute(home) ? home : userInfo().homedir, '.config');
}
