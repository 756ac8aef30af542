/** Where a package comes from; only `registry` means that its name belongs to an npm registry. */
export type PackageSource =
  | { readonly kind: 'registry' }
  | { readonly kind: 'git' | 'url' | 'file'; readonly address: string };

export const registry: PackageSource = { kind: 'registry' };

/** Source that an npm `resolved` field or a pnpm reference states; a `file:` path is relative to the lockfile. */
export function sourceOf(reference: string): PackageSource {
  if (reference.startsWith('file:')) return { kind: 'file', address: reference.slice('file:'.length) };
  if (/^git[+:]|^[^/]*@[^/]*:|\.git([?#]|$)/.test(reference)) return { kind: 'git', address: gitAddress(reference) };
  return registry;
}

/** An http or https address without user, password, query and fragment, any of which may carry a secret. */
export function publicAddress(text: string | undefined): string | undefined {
  const url = text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined ? undefined : `${url.origin}${url.pathname}`;
}

/** `git+https://host/path.git@commit`, as SPDX and package URLs write it, without user and password. */
function gitAddress(reference: string): string {
  const [place = '', commit] = reference.split('#', 2);
  const scp = /^(?:[^/@]*@)?([^/:@]+):(?!\/\/)(.*)$/.exec(place);
  const address = scp === null ? place.replace(/^([a-z+]+:\/\/)[^/]*@/, '$1') : `git+ssh://${scp[1]}/${scp[2]}`;
  const clean = (address.split('?')[0] ?? '').replace(/^(?!git)/, 'git+');
  return commit === undefined ? clean : `${clean}@${commit}`;
}
