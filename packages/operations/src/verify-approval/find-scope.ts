import type { ApprovalFacts } from '@interlock/core/approval';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { OpenRepository, Repository, RunContext } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

export interface ScopeInputs {
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly repository: string;
  readonly repositoryName: string | undefined;
  readonly change: string | undefined;
  readonly baseRef: string | undefined;
}

export interface ScopePorts {
  readonly openRepository: OpenRepository;
  readonly runContext: RunContext;
}

/** The change as git and the run say, never as an approval says. */
export interface FoundScope {
  readonly repository: Repository;
  readonly scope: Omit<ApprovalFacts['scope'], 'kind'>;
}

export async function findScope(inputs: ScopeInputs, ports: ScopePorts): Promise<Result<FoundScope>> {
  const names = findNames(inputs, ports.runContext);
  if (!names.ok) return names;
  const { base, head, ...rest } = names.value;
  const repository = await ports.openRepository(inputs.repository);
  if (!repository.ok) return repository;
  const from = await repository.value.resolve(base);
  if (!from.ok) return from;
  const to = await repository.value.resolve(head);
  if (!to.ok) return to;
  return ok({ repository: repository.value, scope: { ...rest, base: from.value, head: to.value } });
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
