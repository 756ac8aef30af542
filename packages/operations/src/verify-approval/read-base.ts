import { isManifestPath } from '@interlock/core/agent-manifest';
import { approversFile, manifestPeople, parseApprovers, type Participant } from '@interlock/core/approval';
import {
  codeOwnersFiles,
  dialectOf,
  ownersOf,
  parseCodeOwners,
  type Dialect,
  type OwnedPaths,
} from '@interlock/core/code-owners';
import type { ChangedFile } from '@interlock/core/change';
import { configPath, parseConfig, type Config } from '@interlock/core/config';
import { parseAllowedSigners, type AllowedSigner } from '@interlock/core/evidence';
import { collect, fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { CommitTree, Repository, SourceTree } from '@interlock/core/ports';
import { readBaseFile } from '@interlock/core/settings-file';
import { signersFile } from '../verify-artifact/index.ts';

/** The section `approval` of the base's configuration. */
export async function readApprovalConfig(tree: CommitTree): Promise<Result<Config['approval']>> {
  const text = await readSettings(tree, configPath);
  if (!text.ok) return text;
  return mapResult(parseConfig(text.value ?? ''), ({ approval }) => approval);
}

/** Who may approve, by the base; a key that may also sign commits is an error. */
export async function readApprovers(tree: CommitTree): Promise<Result<readonly AllowedSigner[]>> {
  const text = await readSettings(tree, approversFile);
  if (!text.ok) return text;
  if (text.value === undefined) {
    return fail('missing-file', `There is no ${approversFile} at ${tree.name}, so nobody may approve.`, {
      file: approversFile,
      hint: 'List the approvers there, with namespaces="interlock-approval@v1", on the protected branch.',
    });
  }
  const signersText = await readSettings(tree, signersFile);
  if (!signersText.ok) return signersText;
  const signers = parseAllowedSigners(signersText.value ?? '', signersFile);
  if (!signers.ok) return signers;
  const approvers = parseApprovers(text.value, signers.value);
  return approvers.ok && approvers.value.length === 0 ? listsNobody(tree.name) : approvers;
}

const listsNobody = (where: string) =>
  fail('malformed-file', `This list at ${where} names nobody, so nobody may approve.`, {
    file: approversFile,
    hint: 'List the approvers, with namespaces="interlock-approval@v1", on the protected branch.',
  });

/** Who must approve these paths, by the CODEOWNERS of the base; nobody where there is none. */
export async function readOwners(
  tree: CommitTree,
  paths: readonly string[],
  forge: Dialect | undefined,
): Promise<Result<readonly OwnedPaths[]>> {
  for (const file of codeOwnersFiles(forge)) {
    const text = await readPlain(tree, file);
    if (!text.ok) return text;
    if (text.value === undefined) continue;
    const parsed = parseCodeOwners(text.value, file, dialectOf(file, text.value, forge));
    return mapResult(parsed, (codeOwners) => paths.flatMap((path) => ownersOf(codeOwners, path)));
  }
  return ok([]);
}

/** Whom the manifests of the change name, as it has them and as the merge puts them where the base went on. They are claims of the change, and can only take somebody's right away. */
export async function readManifestPeople(
  repository: Repository,
  base: string,
  head: string,
): Promise<Result<readonly Participant[]>> {
  const mergeBase = await repository.mergeBase(base, head);
  if (!mergeBase.ok) return mergeBase;
  const changed = await repository.changedFiles(mergeBase.value, head);
  if (!changed.ok) return changed;
  const own = await peopleIn(repository.tree(head), changed.value);
  if (!own.ok || base === mergeBase.value || head === mergeBase.value) return own;
  return repository.withMerge({ mergeBase: mergeBase.value, base, head }, async (merge) => {
    const settled = merge.files.filter(({ path }) => !merge.conflicts.includes(path));
    return mapResult(await peopleIn(merge.tree, settled), (merged) => [...own.value, ...merged]);
  });
}

async function peopleIn(tree: SourceTree, files: readonly ChangedFile[]): Promise<Result<readonly Participant[]>> {
  const people: Result<readonly Participant[]>[] = [];
  const manifests = files.filter(({ path, status }) => status !== 'deleted' && isManifestPath(path));
  for (const { path } of manifests) {
    const content = await tree.read(path);
    if (!content.ok) return content;
    if (content.value === undefined) return notPlain(path);
    people.push(manifestPeople(content.value, path));
  }
  return mapResult(collect(people), (all) => all.flat());
}

const notPlain = (file: string) =>
  fail('malformed-file', 'This manifest is a link or a submodule, so nobody knows whom it names.', {
    file,
    hint: 'Make it a plain file.',
  });

/** A link where a forge looks for the owners says that the base has some, and nobody would be asked. */
async function readPlain(tree: CommitTree, path: string): Promise<Result<string | undefined>> {
  const content = await tree.read(path);
  if (!content.ok || content.value !== undefined) return mapResult(content, decode);
  const links = await tree.links();
  if (!links.ok) return links;
  const submodules = await tree.submodules();
  if (!submodules.ok) return submodules;
  if (!links.value.has(path) && !submodules.value.includes(path)) return ok(undefined);
  return fail('malformed-file', `This is a link or a submodule in ${tree.name}, and a regular file was expected.`, {
    file: path,
    hint: `Commit ${path} as a regular file to the base branch.`,
  });
}

async function readSettings(tree: CommitTree, path: string): Promise<Result<string | undefined>> {
  return mapResult(await readBaseFile(tree, path), decode);
}

const decode = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : new TextDecoder().decode(bytes));
