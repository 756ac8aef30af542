import type { Change } from '../change/index.ts';
import { sha256 } from '../digest/index.ts';
import type { Failure } from '../failure/index.ts';
import { checkIdentity, type ChangePlace } from './check-identity.ts';
import type { ManifestSection } from './check-schema.ts';
import { checkScope } from './check-scope.ts';
import type { FoundManifest } from './find-manifest.ts';
import { observe } from './observe.ts';
import { parseManifest } from './parse-manifest.ts';
import { problem, type ManifestProblem } from './problem.ts';
import type { AgentManifest } from './schema.ts';
import { checkSignature, type ManifestSignature } from './signature.ts';

export interface ManifestSources {
  readonly change: Change;
  readonly found: FoundManifest;
  /** Bytes of the manifest in the head; absent where it is no plain file. */
  readonly content?: Uint8Array | undefined;
  readonly signature: ManifestSignature;
  readonly place: ChangePlace;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface CheckedManifest {
  readonly section: ManifestSection;
  /** Why the manifest cannot be read. */
  readonly failure?: Failure;
}

/** Compares a manifest with the change that brings it. Whatever is wrong is a problem in the answer, none a failure. */
export function checkManifest(sources: ManifestSources): CheckedManifest {
  const { content, found, signature } = sources;
  const { path } = found;
  const common = { path, observed: observedOf(sources), signature };
  if (content === undefined || found.problem !== undefined) {
    const wrong =
      found.problem ?? problem('malformed', { path, message: 'the manifest is not there', fix: 'commit it' });
    return { section: { ...common, problems: [wrong] } };
  }
  const digest = sha256(content);
  const signed = checkSignature(signature, path) ?? [];
  const manifest = parseManifest(content, path);
  if (!manifest.ok) {
    const problems = [unreadable(manifest.error, path), signed].flat();
    return { section: { ...common, digest, problems }, failure: manifest.error };
  }
  const problems = [...problemsOf(manifest.value, sources), signed].flat();
  return { section: { ...common, digest, declared: { class: 'claim', ...manifest.value }, problems } };
}

function problemsOf(manifest: AgentManifest, sources: ManifestSources): readonly ManifestProblem[] {
  const { change, found, now, place } = sources;
  const observed = observe(change, found.ownPaths);
  const identity = checkIdentity(manifest, change, place, now).map((one) => ({ ...one, path: found.path }));
  return [...identity, ...checkScope(manifest, observed)];
}

function unreadable({ hint, line, message }: Failure, path: string): ManifestProblem {
  return problem('malformed', {
    path,
    ...(line === undefined ? {} : { line }),
    message: `the manifest cannot be read: ${message}`,
    fix: hint ?? 'correct the manifest',
  });
}

function observedOf({ change, found, place }: ManifestSources): ManifestSection['observed'] {
  const { capabilities, lines, paths } = observe(change, found.ownPaths);
  const { branchClass, branches, repository } = place;
  return {
    class: 'git',
    base: change.mergeBase,
    branch: { class: branchClass, names: [...branches] },
    ...(repository === undefined ? {} : { repository: { class: 'platform', name: repository } }),
    paths: [...paths],
    lines,
    capabilities: capabilities.map(({ name, paths: where }) => ({ name, paths: [...where] })),
  };
}
