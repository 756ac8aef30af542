import { fail, ok, type Result } from '@interlock/core/failure';
import type { ChangeRequest, OpenRepository, Repository, RunContext } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

/** The inputs that name a change, the same in every operation that reads one. */
export const changeInputs = {
  base: {
    type: 'string',
    description:
      'Commit that the change goes to; all that it is judged by is read from it. Default, and the only one allowed in a change request: the base of the request.',
  },
  head: {
    type: 'string',
    description:
      'Last commit of the change. Default, and the only one allowed in a change request: the head of the request.',
  },
  repository: { type: 'path', default: '.', description: 'Folder of the git repository; only its objects are read.' },
} as const;

/** The inputs that say which change request a change belongs to, as an approval is bound to it. */
export const requestInputs = {
  'repository-name': {
    type: 'string',
    description: 'Host and path of the repository, for example github.com/octo/service. Default: that of the run.',
  },
  change: {
    type: 'string',
    description: 'Number of the change request, or the branch. Default: the number of the change request.',
  },
  'base-ref': {
    type: 'string',
    description: 'Branch that the change is to be merged into. Default: that of the change request.',
  },
} as const;

/** The verdict of an operation that acts on one. */
export const verdictInput = {
  type: 'path',
  required: true,
  description: 'The verdict that evaluate-policy wrote in a job that ran no code of the change.',
  example: 'verdict.json',
} as const;

export interface ChangeInputs {
  readonly base: string | undefined;
  readonly head: string | undefined;
  /** Path of the repository. */
  readonly repository: string;
}

export interface ChangePorts {
  readonly openRepository: OpenRepository;
  readonly runContext: RunContext;
}

/** Two commits, by their full object names, and the repository that holds them. */
export interface ChangeRange {
  readonly path: string;
  readonly repository: Repository;
  readonly base: string;
  readonly head: string;
}

/**
 * The commits that a change lies between. A change request decides on them alone, since a variable of a pipeline can set
 * an input: naming others is a `usage` failure. Fails as Repository.resolve does.
 */
export async function resolveRange(
  inputs: ChangeInputs,
  { openRepository, runContext: { changeRequest } }: ChangePorts,
): Promise<Result<ChangeRange>> {
  const base = changeRequest?.base ?? inputs.base;
  const head = changeRequest?.head ?? inputs.head;
  if (base === undefined || head === undefined) {
    return fail('usage', 'base and head were not given, and this is no change request.', {
      hint: 'Run in a pull or merge request, or give base and head.',
    });
  }
  const repository = await openRepository(inputs.repository);
  if (!repository.ok) return repository;
  const from = await repository.value.resolve(base);
  if (!from.ok) return from;
  const to = await repository.value.resolve(head);
  if (!to.ok) return to;
  const range = { path: inputs.repository, repository: repository.value, base: from.value, head: to.value };
  const agreed = changeRequest === undefined ? ok(undefined) : await checkAgreement(inputs, range, changeRequest);
  return agreed.ok ? ok(range) : agreed;
}

async function checkAgreement(
  inputs: ChangeInputs,
  { repository, ...range }: ChangeRange,
  { number }: ChangeRequest,
): Promise<Result<void>> {
  for (const name of ['base', 'head'] as const) {
    const given = inputs[name];
    if (given === undefined || given === range[name]) continue;
    const named = await repository.resolve(given);
    if (named.ok && named.value === range[name]) continue;
    const is = range[name].slice(0, 7);
    return fail(
      'usage',
      `The input ${name} says ${oneLine(given, 80)}, and the change request ${number} decides: its ${name} is ${is}.`,
      { hint: `Leave ${name} out.` },
    );
  }
  return ok(undefined);
}
