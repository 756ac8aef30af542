/** What a repository of a registry holds. */
export interface RepositoryState {
  readonly blobs: Map<string, Buffer>;
  readonly manifests: Map<string, { readonly mediaType: string; readonly bytes: Buffer }>;
  readonly tags: Map<string, string>;
  /** Uploads that are not finished, by their id. */
  readonly uploads: Map<string, Buffer>;
}

export interface RegistryAccount {
  readonly user: string;
  readonly password: string;
}

export interface RegistryTwinOptions {
  /** Whether it has the referrers API of distribution-spec 1.1. */
  readonly referrersApi: 'yes' | 'no';
  /** How it lets clients in: `none` asks nobody. */
  readonly login?: { readonly kind: 'none' } | ({ readonly kind: 'basic' | 'bearer' } & RegistryAccount);
  /** Descriptors on one page of the referrers API. */
  readonly pageSize?: number;
}

export interface RegistryState {
  readonly options: RegistryTwinOptions;
  readonly repositories: Map<string, RepositoryState>;
  /** Tokens that are good, with what each may do. */
  readonly tokens: Map<string, string>;
  uploadCount: number;
}

export function repositoryOf(state: RegistryState, name: string): RepositoryState {
  const there = state.repositories.get(name);
  if (there !== undefined) return there;
  const made = { blobs: new Map(), manifests: new Map(), tags: new Map(), uploads: new Map() };
  state.repositories.set(name, made);
  return made;
}
