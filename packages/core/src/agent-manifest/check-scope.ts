import { matchesPath, reachesPath } from '../path-glob/index.ts';
import { oneLine } from '../text/index.ts';
import type { Observed, UsedCapability } from './observe.ts';
import { problem, type ManifestProblem } from './problem.ts';
import type { AgentManifest } from './schema.ts';

type Paths = AgentManifest['paths'];

const narrower = 'take it out of the change, or propose it in a change of its own whose manifest says so';

/** What a change does beyond what its manifest declares, in the order of the paths. */
export function checkScope(manifest: AgentManifest, observed: Observed): readonly ManifestProblem[] {
  return [
    ...observed.paths.flatMap((path) => checkPath(manifest.paths, path)),
    ...observed.capabilities.flatMap((used) => checkCapability(manifest.capabilities, used)),
    ...checkLimit('files', observed.paths.length, manifest.limits.files),
    ...checkLimit('lines', observed.lines, manifest.limits.lines),
  ];
}

/** Whether a manifest lets its change touch a path. */
export function coversPath({ allowed, forbidden }: Paths, path: string): boolean {
  return !forbidden.some((glob) => reachesPath(glob, path)) && allowed.some((glob) => matchesPath(glob, path));
}

function checkPath(paths: Paths, path: string): readonly ManifestProblem[] {
  const glob = paths.forbidden.find((one) => reachesPath(one, path));
  if (glob !== undefined) {
    const message = `${oneLine(path, 200)} is forbidden by ${oneLine(glob, 100)} of the manifest`;
    return [problem('path-forbidden', { path, message, fix: narrower })];
  }
  if (coversPath(paths, path)) return [];
  const message = `${oneLine(path, 200)} is outside the paths that the manifest allows`;
  return [problem('path-not-allowed', { path, message, fix: narrower })];
}

function checkCapability(declared: AgentManifest['capabilities'], used: UsedCapability): readonly ManifestProblem[] {
  if (declared.includes(used.name)) return [];
  return used.paths.map((path) =>
    problem('undeclared-capability', {
      path,
      message: `${oneLine(path, 200)} needs ${used.name}, which the manifest does not declare`,
      fix: `take it out of the change, or declare ${used.name} in the manifest`,
    }),
  );
}

function checkLimit(name: keyof AgentManifest['limits'], found: number, limit: number): readonly ManifestProblem[] {
  if (found <= limit) return [];
  const what = name === 'files' ? 'paths' : 'lines';
  const message = `the change touches ${found} ${what}, and the manifest limits it to ${limit}`;
  return [problem('over-limit', { message, fix: 'split the change, or declare the limit that it needs' })];
}
