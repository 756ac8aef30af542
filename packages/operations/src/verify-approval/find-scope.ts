import type { ApprovalFacts } from '@interlock/core/approval';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { Repository, RunContext } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { resolveRange, type ChangeInputs, type ChangePorts } from '../change-inputs.ts';

export interface ScopeInputs extends ChangeInputs {
  readonly repositoryName: string | undefined;
  readonly change: string | undefined;
  readonly baseRef: string | undefined;
}

/** The change as git and the run say, never as an approval says. */
export interface FoundScope {
  readonly repository: Repository;
  readonly scope: Omit<ApprovalFacts['scope'], 'kind'>;
}

export async function findScope(inputs: ScopeInputs, ports: ChangePorts): Promise<Result<FoundScope>> {
  const names = findNames(inputs, ports.runContext);
  if (!names.ok) return names;
  const range = await resolveRange(inputs, ports);
  return mapResult(range, ({ base, head, repository }) => ({ repository, scope: { ...names.value, base, head } }));
}

type Names = Readonly<Partial<Record<'repositoryName' | 'change' | 'baseRef' | 'base' | 'head', string>>>;

function findNames(inputs: ScopeInputs, context: RunContext): Result<FoundScope['scope']> {
  const known = namesOf(context);
  const agreed = checkAgreement(inputs, known);
  if (!agreed.ok) return agreed;
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
  const names: Names = { ...known, ...Object.fromEntries(given) };
  const { base, baseRef, change, head, repositoryName } = names;
  const all = { 'repository-name': repositoryName, change, 'base-ref': baseRef, base, head };
  const missing = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0) {
    return fail('usage', `This is no change request, and ${missing.join(', ')} were not given.`, {
      hint: 'Run in a pull or merge request, or give repository-name, change, base-ref, base and head.',
    });
  }
  const text = change ?? '';
  return ok({
    repository: repositoryName ?? '',
    change: /^[1-9]\d{0,14}$/.test(text) ? Number(text) : text,
    baseRef: baseRef ?? '',
    base: base ?? '',
    head: head ?? '',
  });
}

function namesOf({ changeRequest, repository }: RunContext): Names {
  return {
    ...(repository && { repositoryName: `${new URL(repository.server).host}/${repository.slug}` }),
    ...(changeRequest && {
      change: String(changeRequest.number),
      baseRef: changeRequest.baseBranch,
      base: changeRequest.base,
      head: changeRequest.head,
    }),
  };
}

/** A variable of the pipeline can set an input: it may not say that this is another change. */
function checkAgreement(inputs: ScopeInputs, known: Names): Result<void> {
  const flags = { repositoryName: 'repository-name', change: 'change', baseRef: 'base-ref' } as const;
  for (const name of ['repositoryName', 'change', 'baseRef'] as const) {
    const [given, found] = [inputs[name], known[name]];
    if (given === undefined || found === undefined || given === found) continue;
    const [said, is] = [given, found].map((text) => oneLine(text, 100));
    return fail('usage', `The input ${flags[name]} says ${said}, and this run is for ${is}.`, {
      hint: 'Leave the input out.',
    });
  }
  return ok(undefined);
}
