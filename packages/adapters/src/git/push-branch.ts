import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { findRepository } from './open-repository.ts';
import { requireObjectNames } from './object-name.ts';
import { withPrivateDirectory } from './private-directory.ts';

export interface BranchPush {
  /** Repository on this machine that has the commit. */
  readonly repository: string;
  readonly commit: string;
  readonly branch: string;
  /** Address of the repository on the forge, `https://…/name.git`. */
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

/** A self-hosted runner may reach its forge only through these. */
const network = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'no_proxy', 'NO_PROXY', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO'];

/**
 * Makes a branch of the forge point at a commit, wherever it pointed before: only for branches that are ours. The
 * repository's own configuration has no say (it could send the token elsewhere), the token stands in no argument, and
 * no redirect is followed with it. Fails with `service-failed`.
 */
export async function pushBranch(push: BranchPush): Promise<Result<void>> {
  const named = requireObjectNames([push.commit]);
  if (!named.ok) return named;
  const address = URL.parse(push.url);
  if (address === null || !/^https?:$/.test(address.protocol))
    return fail('usage', 'The address of the repository is not an http or https address.');
  const found = await findRepository(push.repository);
  if (!found.ok) return found;
  const credentials = Buffer.from(`${push.user}:${push.token}`).toString('base64');
  const environment = {
    ...Object.fromEntries(network.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    ...settings({
      [`protocol.${address.protocol.slice(0, -1)}.allow`]: 'always',
      [`http.${address.origin}/.extraHeader`]: `Authorization: Basic ${credentials}`,
      'http.followRedirects': 'false',
      'credential.helper': '',
    }),
  };
  const command = ['push', '--quiet', '--force', '--no-verify', push.url, `${push.commit}:refs/heads/${push.branch}`];
  const pushed = await withPrivateDirectory(found.value, (run) => run(command, environment));
  if (pushed.ok) return ok(undefined);
  const said = oneLine(pushed.error.message.replaceAll(push.token, '***').replaceAll(credentials, '***'));
  return fail('service-failed', `The branch ${oneLine(push.branch)} could not be pushed: ${said}`, {
    hint: 'Give a token that may push branches (GitHub: contents: write; GitLab: write_repository), and fetch the whole history.',
  });
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
