import { collect, mapResult, type Result } from '../../failure/index.ts';
import type { ChangedFile, Commit } from '../change.ts';
import { isGateFile } from '../../workflow/index.ts';
import type { Opaque } from './facts.ts';
import { inspectCommit, inspectPath } from './inspect-commit.ts';
import { inspectContent, type Trees } from './inspect-file.ts';

interface Looked {
  readonly files: readonly ChangedFile[];
  readonly commits: readonly Commit[];
  /** Those from which CI systems and the gate take their orders. */
  readonly ciFiles: readonly Pick<ChangedFile, 'path'>[];
  readonly gateFiles: readonly Pick<ChangedFile, 'path'>[];
}

/** Files held in memory together: one can have 64 MiB. */
const atOnce = 4;
/** So many places of one kind are named; there is no need for more to see what a change is. */
const maximumPlaces = 100;
const isNewPath = ({ status }: ChangedFile) => status === 'added' || status === 'renamed' || status === 'copied';

/** Whatever a change brings that its reviewer does not see: in added lines, new paths, binary files and commits. */
export async function collectOpaque(looked: Looked, trees: Trees): Promise<Result<readonly Opaque[]>> {
  const { ciFiles, commits, files, gateFiles } = looked;
  const ci = new Set(ciFiles.map(({ path }) => path));
  const gate = new Set(gateFiles.map(({ path }) => path));
  const governs = (path: string) => {
    if (gate.has(path) || isGateFile(path, 'modified')) return { governs: 'gate' } as const;
    return ci.has(path) ? ({ governs: 'ci' } as const) : {};
  };
  const inFile = async (file: ChangedFile): Promise<Result<readonly Opaque[]>> => {
    const place = { path: file.path, ...governs(file.path) };
    const inPath = isNewPath(file) ? inspectPath(file.path) : [];
    const content = await inspectContent(file, place.governs !== undefined, trees);
    return mapResult(content, (inContent) => [
      ...inPath.map((sighting) => ({ where: 'path', ...place, ...sighting }) as const),
      ...inContent.map((sighting) => ({ where: 'content', ...place, ...sighting }) as const),
    ]);
  };
  const found: Result<readonly Opaque[]>[] = [];
  for (let at = 0; at < files.length; at += atOnce) {
    found.push(...(await Promise.all(files.slice(at, at + atOnce).map(inFile))));
  }
  const inCommits = commits.flatMap((commit) =>
    inspectCommit(commit).map((sighting) => ({ where: 'commit', commit: commit.id, ...sighting }) as const),
  );
  return mapResult(collect(found), (inFiles) => limitPlaces([...inFiles.flat(), ...inCommits]));
}

/** The first places of each kind, and how many more there are. */
function limitPlaces(all: readonly Opaque[]): readonly Opaque[] {
  const groups = Map.groupBy(all, ({ governs = '', kind }) => `${kind} ${governs}`);
  return [...groups.values()].flatMap((places) => {
    const [first] = places;
    if (first === undefined || places.length <= maximumPlaces) return places;
    const { governs, kind } = first;
    const count = places.length - maximumPlaces;
    return [
      ...places.slice(0, maximumPlaces),
      { where: 'more', kind, ...(governs === undefined ? {} : { governs }), count } as const,
    ];
  });
}
