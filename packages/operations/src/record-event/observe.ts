import { fail, ok, type Result } from '@interlock/core/failure';
import { observeOpening, observeOutcome, type Observation } from '@interlock/core/record';
import type { RecordEventPorts } from './ports.ts';

export interface Observed {
  readonly before: readonly Observation[];
  readonly after: readonly Observation[];
}

/** What the forge shows of the change request, at this moment. */
export async function observe(
  request: number | undefined,
  mergeIsTold: boolean,
  { forge, runContext }: Pick<RecordEventPorts, 'forge' | 'runContext'>,
): Promise<Result<Observed>> {
  if (request === undefined) return ok({ before: [], after: [] });
  if (forge === undefined)
    return fail('usage', 'The change request cannot be looked at without a token.', {
      hint: 'Set INTERLOCK_TOKEN (in an action: the input token).',
    });
  const state = await forge.readRequest(request);
  if (!state.ok) return state;
  const statuses = await forge.readStatuses(state.value.head);
  if (!statuses.ok) return statuses;
  return ok({
    before: observeOpening(state.value, runContext),
    after: observeOutcome(state.value, statuses.value, mergeIsTold),
  });
}
