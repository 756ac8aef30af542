import type { Change, ChangedFile } from '../change/index.ts';
import { capabilities, type Capability } from './schema.ts';

/** A capability that the change uses, and where. */
export interface UsedCapability {
  readonly name: Capability;
  /** Sorted. */
  readonly paths: readonly string[];
}

/** What a change does, as git's objects say, without its own manifest. */
export interface Observed {
  /** Sorted, each once; both ends of a rename. */
  readonly paths: readonly string[];
  readonly lines: number;
  readonly capabilities: readonly UsedCapability[];
}

/** Looks at a change from outside its manifest, whose own files (`ownPaths`) are left out. */
export function observe({ ciFiles, files, gateFiles }: Change, ownPaths: readonly string[]): Observed {
  const others = files.filter(({ path }) => !ownPaths.includes(path));
  const uses: Readonly<Record<Capability, readonly string[]>> = {
    ...pathsByUse(others),
    'ci-files': ciFiles.map(({ path }) => path),
    'gate-files': gateFiles.map(({ path }) => path),
  };
  return {
    paths: unique(others.flatMap(pathsOf)),
    lines: others.reduce((sum, { added, removed }) => sum + added + removed, 0),
    capabilities: capabilities
      .map((name) => ({ name, paths: unique(uses[name]) }))
      .filter(({ paths }) => paths.length > 0),
  };
}

/** The source of a copy stays as it was; that of a rename does not. */
function pathsOf({ path, previousPath, status }: ChangedFile): readonly string[] {
  return status === 'renamed' && previousPath !== undefined ? [previousPath, path] : [path];
}

function pathsByUse(files: readonly ChangedFile[]) {
  const where = (uses: (file: ChangedFile) => boolean) => files.filter(uses).map(({ path }) => path);
  const hasMode = (mode: string) => where(({ newMode, oldMode }) => newMode === mode || oldMode === mode);
  return {
    'delete-files': where(({ status }) => status === 'deleted'),
    'executable-files': where(({ newMode, oldMode }) => newMode === '100755' && oldMode !== '100755'),
    'binary-files': where(({ binary, status }) => binary && status !== 'deleted'),
    symlinks: hasMode('120000'),
    submodules: hasMode('160000'),
  };
}

const unique = (paths: readonly string[]) => [...new Set(paths)].toSorted();
