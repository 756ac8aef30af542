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
  return signers.ok ? parseApprovers(text.value, signers.value) : signers;
}

/** Who must approve these paths, by the CODEOWNERS of the base; nobody where there is none. */
export async function readOwners(
  tree: SourceTree,
  paths: readonly string[],
  forge: Dialect | undefined,
): Promise<Result<readonly OwnedPaths[]>> {
  for (const file of codeOwnersFiles(forge)) {
    const text = await readText(tree, file);
    if (!text.ok) return text;
    if (text.value === undefined) continue;
    const parsed = parseCodeOwners(text.value, file, dialectOf(file, text.value, forge));
    return mapResult(parsed, (codeOwners) => paths.flatMap((path) => ownersOf(codeOwners, path)));
  }
  return ok([]);
}

/** Whom the manifests of the change name. They are claims of the change, and can only take somebody's right away. */
export async function readManifestPeople(
  repository: Repository,
  base: string,
  head: string,
): Promise<Result<readonly Participant[]>> {
  const mergeBase = await repository.mergeBase(base, head);
  if (!mergeBase.ok) return mergeBase;
  const changed = await repository.changedFiles(mergeBase.value, head);
  if (!changed.ok) return changed;
  const tree = repository.tree(head);
  const people: Result<readonly Participant[]>[] = [];
  const manifests = changed.value.filter(({ path, status }) => status !== 'deleted' && isManifestPath(path));
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

async function readText(tree: SourceTree, path: string): Promise<Result<string | undefined>> {
  return mapResult(await tree.read(path), decode);
}

async function readSettings(tree: CommitTree, path: string): Promise<Result<string | undefined>> {
  return mapResult(await readBaseFile(tree, path), decode);
}

const decode = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : new TextDecoder().decode(bytes));
