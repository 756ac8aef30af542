import { fail, ok, type Result } from '@interlock/core/failure';
import type { Remote } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

/** A self-hosted runner may reach its forge only through these. */
const network = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'no_proxy', 'NO_PROXY', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO'];

export interface ReachedRemote {
  /** Lets git speak to this remote and no other; the token stands in no argument, and no redirect is followed with it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What git said, on one line and without the token. */
  readonly hide: (text: string) => string;
}

export function reachRemote({ token, url, user }: Remote): Result<ReachedRemote> {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol))
    return fail('usage', 'The address of the repository is not an http or https address.');
  const credentials = Buffer.from(`${user}:${token}`).toString('base64');
  const environment = {
    ...Object.fromEntries(network.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    ...settings({
      [`protocol.${address.protocol.slice(0, -1)}.allow`]: 'always',
      [`http.${address.origin}/.extraHeader`]: `Authorization: Basic ${credentials}`,
      'http.followRedirects': 'false',
      'credential.helper': '',
    }),
  };
  return ok({ environment, hide: (text) => oneLine(text.replaceAll(token, '***').replaceAll(credentials, '***')) });
}

/** Configuration by environment: unlike `-c` it is not seen in the list of processes. */
function settings(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(values);
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}
