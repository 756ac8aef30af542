import { fail, type Result } from '../failure/index.ts';
import type { CommitTree } from '../ports/index.ts';
import { oneLine } from '../text/index.ts';

/**
 * Reads a settings file of the base commit; `undefined` where there is none. Fails with `malformed-file` where something
 * stands there that looks like it and would not be read, a link or a name in another form: passing over it would judge
 * by the default what the base meant to judge by its own rules.
 */
export async function readBaseFile(tree: CommitTree, path: string): Promise<Result<Uint8Array | undefined>> {
  const files = await tree.list();
  if (!files.ok) return files;
  const links = await tree.links();
  if (!links.ok) return links;
  const submodules = await tree.submodules();
  if (!submodules.ok) return submodules;
  const link = [...links.value.keys(), ...submodules.value].find((name) => isMeant(name, path));
  if (link !== undefined) {
    return fail('malformed-file', `This is a link or a submodule in ${tree.name}, and a regular file was expected.`, {
      file: oneLine(link, 200),
      hint: `Commit ${path} as a regular file to the base branch.`,
    });
  }
  const other = files.value.find((name) => name !== path && isMeant(name, path));
  if (other !== undefined) {
    return fail('malformed-file', `This file of ${tree.name} is not read: its name must be ${path}.`, {
      file: oneLine(other, 200),
      hint: `Rename it to ${path}, or remove it, on the base branch.`,
    });
  }
  return tree.read(path);
}

/** Whether a name is the path's in another form, or a file stands where a folder should, or a folder where the file should. */
function isMeant(name: string, path: string): boolean {
  const [given, wanted] = [fold(name), fold(path)];
  return given === wanted || wanted.startsWith(`${given}/`) || given.startsWith(`${wanted}/`);
}

/** Another letter case, Unicode form or ending of the same file. */
const fold = (path: string) =>
  path
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\.ya?ml$/, '.yml');
