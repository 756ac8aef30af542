import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fail, type Result } from '@interlock/core/failure';
import { gitVersion, isOlder } from './git-version.ts';
import { withPrivateDirectory } from './private-directory.ts';
import { runGit, type RunOptions } from './run-git.ts';

const oldest = [2, 38] as const;

type Run = (command: readonly string[], options?: RunOptions) => Promise<Result<Buffer>>;

/** Git that reads the objects of a repository and of a folder of ours, and knows nothing else of the repository. */
export interface MergePlace {
  readonly gitDirectory: string;
  /** Writes into the folder of ours; it is gone when the use of the place ends. */
  readonly apart: Run;
  /** Writes where no other run looks: git writes no object that is there already, and `kept` must write its own. */
  readonly trial: Run;
  /** Writes into the repository. */
  readonly kept: Run;
  /** That of `apart`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where git merges in a git directory of our own. Fails with `service-failed` where git is older than 2.38. */
export async function withMergePlace<T>(
  gitDirectory: string,
  use: (place: MergePlace) => Promise<Result<T>>,
): Promise<Result<T>> {
  const version = await gitVersion(gitDirectory);
  if (!version.ok) return version;
  if (isOlder(version.value, oldest)) {
    return fail('service-failed', `This git cannot merge without a work tree: ${JSON.stringify(version.value.text)}.`, {
      hint: `Install git ${oldest.join('.')} or newer. A change that is up to date with its base is judged without.`,
    });
  }
  return withPrivateDirectory(gitDirectory, async (_, { empty, gitDirectory: own, objects }) => {
    const [folder, gone] = [join(own, 'objects'), join(own, 'gone')];
    for (const made of [folder, gone]) await mkdir(made);
    const runIn =
      (environment: Readonly<Record<string, string>>): Run =>
      (command, options = {}) =>
        runGit(own, command, { ...options, folder: empty, environment });
    const environment = writeTo(folder, [objects]);
    return use({
      gitDirectory: own,
      apart: runIn(environment),
      trial: runIn(writeTo(gone, [folder, objects])),
      kept: runIn(writeTo(objects, [folder])),
      environment,
    });
  });
}

function writeTo(objects: string, others: readonly string[]): Readonly<Record<string, string>> {
  // Quoted, since a bare delimiter would end the path.
  const alternates = others.map((other) => `"${other.replace(/["\\]/g, '\\$&')}"`);
  return { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates.join(delimiter) };
}
