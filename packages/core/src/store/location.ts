import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

export type StoreLocation =
  | { readonly kind: 'layout'; readonly text: string; readonly path: string }
  | {
      readonly kind: 'registry';
      readonly text: string;
      /** `https://host` or `https://host:port`. */
      readonly origin: string;
      readonly repository: string;
    };

/** distribution-spec 1.1, "pulling manifests": the grammar of a repository's name. */
const repositoryPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** `oci:PATH` is a layout on disk, `https://host/repository` a registry; plain http is for loopback alone. Fails with `usage`. */
export function parseStoreLocation(text: string): Result<StoreLocation> {
  if (text.startsWith('oci:') && text.length > 4) return ok({ kind: 'layout', text, path: text.slice(4) });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return wrong(`"${oneLine(text, 120)}" is not a store.`, 'Give oci:FOLDER or https://host/repository.');
  }
  if (url.username !== '' || url.password !== '') {
    return wrong('The address of a store holds a password.', 'Set the secret INTERLOCK_STORE_CREDENTIALS instead.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return wrong(`The store ${oneLine(url.host, 120)} is addressed by plain http.`, 'Use https://.');
  }
  const repository = url.pathname.slice(1);
  if (!repositoryPattern.test(repository) || repository.length > 255 || url.search !== '' || url.hash !== '') {
    return wrong(
      `"${oneLine(text, 120)}" names no repository of a registry.`,
      'Give https://host/repository, in lower case, without a tag and without /v2/.',
    );
  }
  return ok({ kind: 'registry', text: `${url.origin}/${repository}`, origin: url.origin, repository });
}

export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function wrong(message: string, hint: string): Result<never> {
  return fail('usage', message, { hint });
}
