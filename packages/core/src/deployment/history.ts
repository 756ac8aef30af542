import { ok, type Result } from '../failure/index.ts';
import type { OutputFile, ReadFile } from '../ports/index.ts';
import { parseDeployments, type Deployment } from '../rollback/index.ts';

/** The history of a folder with this deployment in it: a later outcome of the same deployment replaces the earlier one. */
export async function historyWith(
  folder: string,
  deployment: Deployment,
  { readFile }: { readonly readFile: ReadFile },
): Promise<Result<OutputFile>> {
  const path = `${folder}/deployments.json`;
  const bytes = await readFile(path);
  if (!bytes.ok && bytes.error.kind !== 'missing-file') return bytes;
  const before = bytes.ok ? parseDeployments(new TextDecoder().decode(bytes.value), path) : ok([]);
  if (!before.ok) return before;
  const others = before.value.filter((one) => !isSame(one, deployment));
  return ok({ path, content: `${JSON.stringify([...others, deployment], null, 2)}\n` });
}

function isSame(one: Deployment, other: Deployment): boolean {
  return one.digest === other.digest && one.deployedAt === other.deployedAt && one.environment === other.environment;
}
