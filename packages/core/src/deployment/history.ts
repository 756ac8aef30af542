import { ok, type Result } from '../failure/index.ts';
import type { OutputFile, ReadFile } from '../ports/index.ts';
import { parseDeployments, type Deployment } from '../rollback/index.ts';

/** The history of a folder with this deployment in it: a later outcome of the same deployment replaces the earlier one. */
export async function historyWith(
  folder: string,
  deployment: Deployment,
  { readFile }: { readonly readFile: ReadFile },
): Promise<Result<OutputFile>> {
  const before = await readHistory(folder, { readFile });
  if (!before.ok) return before;
  const others = before.value.filter((one) => !isSame(one, deployment));
  return ok({ path: pathIn(folder), content: `${JSON.stringify([...others, deployment], null, 2)}\n` });
}

/** What was deployed from a folder; nothing where it has no history yet. Fails as parseDeployments does. */
export async function readHistory(
  folder: string,
  { readFile }: { readonly readFile: ReadFile },
): Promise<Result<readonly Deployment[]>> {
  const bytes = await readFile(pathIn(folder));
  if (!bytes.ok) return bytes.error.kind === 'missing-file' ? ok([]) : bytes;
  return parseDeployments(new TextDecoder().decode(bytes.value), pathIn(folder));
}

const pathIn = (folder: string) => `${folder}/deployments.json`;

function isSame(one: Deployment, other: Deployment): boolean {
  return one.digest === other.digest && one.deployedAt === other.deployedAt && one.environment === other.environment;
}
