import type { ChangedFile } from '../change/index.ts';
import { oneLine } from '../text/index.ts';
import { problem, type ManifestProblem } from './problem.ts';

/** Where each change adds its own manifest. */
export const manifestFolder = '.interlock/changes';

/** The manifest that a change adds, and the signature beside it. */
export interface FoundManifest {
  readonly path: string;
  readonly signaturePath: string;
  /** What of the two the change adds as plain files: they need no permission of the manifest. */
  readonly ownPaths: readonly string[];
  /** Why the file is no manifest, whatever it holds. */
  readonly problem?: ManifestProblem;
}

const fix = `add exactly one plain file ${manifestFolder}/<name>.yml`;

/** Whether a file is, or means to be, the manifest of some change. */
export const isManifestPath = (path: string): boolean =>
  path.startsWith(`${manifestFolder}/`) && /\.ya?ml$/i.test(path);

/** The manifest among the files of a change; `undefined` where it adds none. Those of other changes do not count. */
export function findManifest(files: readonly ChangedFile[]): FoundManifest | undefined {
  const added = files.filter(({ path, status }) => status === 'added' && isManifestPath(path));
  const [first] = added;
  if (first === undefined) return undefined;
  const { path } = first;
  const signaturePath = signaturePathOf(path);
  const own = files.filter(
    (file) => file.status === 'added' && isPlain(file) && [path, signaturePath].includes(file.path),
  );
  const found = { path, signaturePath, ownPaths: own.map((file) => file.path) };
  const wrong = whatIsWrong(added);
  return wrong === undefined ? found : { ...found, problem: problem('malformed', { path, message: wrong, fix }) };
}

export function signaturePathOf(path: string): string {
  return path.replace(/\.ya?ml$/i, '.sigstore.json');
}

function whatIsWrong(added: readonly ChangedFile[]): string | undefined {
  if (added.length > 1) {
    const paths = added.slice(0, 5).map(({ path }) => oneLine(path, 100));
    return `the change adds ${added.length} manifests (${paths.join(', ')}), and one was expected`;
  }
  if (!added.every(isPlain)) return 'the manifest is no plain file but a link, a submodule or a program';
  const named = added.every(({ path }) => /^\.interlock\/changes\/[A-Za-z0-9][A-Za-z0-9._-]*\.yml$/.test(path));
  return named ? undefined : `the manifest is not named ${manifestFolder}/<name>.yml in letters, digits and . _ -`;
}

const isPlain = ({ newMode }: ChangedFile) => newMode === '100644';
