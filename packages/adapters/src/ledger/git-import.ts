import { fail, ok, type Result } from '@interlock/core/failure';
import { runGit, withPrivateDirectory } from '../git/index.ts';
import type { TreeChange } from './git-layout.ts';

export interface ImportedCommit extends TreeChange {
  /** Full object name; `undefined` for the first commit of a history. */
  readonly parent: string | undefined;
  /** One line. */
  readonly message: string;
}

/** Writes commits with all their objects in one process, and answers their names; no reference is made. */
export function importCommits(
  gitDirectory: string,
  commits: readonly ImportedCommit[],
  time: number,
): Promise<Result<readonly string[]>> {
  const input = Buffer.concat([
    Buffer.from('feature done\n'),
    ...commits.flatMap((commit, at) => [...commitStream(commit, at, time), Buffer.from(`get-mark :${at + 1}\n`)]),
    Buffer.from('done\n'),
  ]);
  return withPrivateDirectory(gitDirectory, async (_run, { empty, gitDirectory: own, objects }) => {
    const environment = { GIT_OBJECT_DIRECTORY: objects };
    const written = await runGit(own, ['fast-import', '--quiet'], { input, environment, folder: empty });
    if (!written.ok) return written;
    const names = written.value.toString().split('\n').slice(0, -1);
    return names.length === commits.length
      ? ok(names)
      : fail('bad-repository', 'git fast-import did not answer with the names of its commits.');
  });
}

/** git-fast-import(1), INPUT FORMAT. */
function* commitStream({ message, parent, removed, written }: ImportedCommit, at: number, time: number) {
  const said = Buffer.from(`${message}\n`);
  yield Buffer.from(`commit refs/new/${at}\nmark :${at + 1}\n`);
  yield Buffer.from(`committer Interlock <interlock@localhost> ${Math.floor(time / 1000)} +0000\n`);
  yield Buffer.concat([Buffer.from(`data ${said.length}\n`), said]);
  if (parent !== undefined) yield Buffer.from(`from ${parent}\n`);
  for (const path of removed) yield Buffer.from(`D ${path}\n`);
  for (const [path, bytes] of written) {
    yield Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`);
    yield bytes;
    yield Buffer.from('\n');
  }
  yield Buffer.from('\n');
}
