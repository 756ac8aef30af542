import { createHash } from 'node:crypto';
import { eventRoutes, ulid, type EventType } from '../event/index.ts';
import { canonicalJson } from '../json/index.ts';
import { payloadDigest, sealPayload, type Addition } from '../ledger/index.ts';
import type { CommitStatus, RequestState, RunContext } from '../ports/index.ts';
import { oneLine } from '../text/index.ts';

/** What the recorder saw for itself. */
export interface Observation {
  readonly type: EventType;
  /** Who did it, as the forge says. */
  readonly actor: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What the forge says happened before the jobs of a change ran. */
export function observeOpening(request: RequestState, { pipelineUrl, runUrl }: RunContext): readonly Observation[] {
  const { author, baseBranch, branch, head, number } = request;
  const run = pipelineUrl ?? runUrl;
  return [
    { type: 'branch-pushed', actor: author, facts: { branch: oneLine(branch, 200), head } },
    { type: 'request-opened', actor: author, facts: { number, baseBranch: oneLine(baseBranch, 200) } },
    ...(run === undefined
      ? []
      : [{ type: 'pipeline-triggered' as const, actor: 'forge', facts: { run: oneLine(run, 300) } }]),
  ];
}

/** What it says about the change by now: our own statuses, and that it is merged although no job told of that. */
export function observeOutcome(
  request: RequestState,
  statuses: readonly CommitStatus[],
  mergeIsTold: boolean,
): readonly Observation[] {
  const own = statuses.filter(({ context, state }) => context.startsWith('interlock') && state !== 'pending');
  const { head, mergedAs, state } = request;
  return [
    ...own.map((status): Observation => ({
      type: 'status-set',
      actor: 'forge',
      facts: { context: oneLine(status.context, 100), state: status.state, commit: head },
    })),
    ...(state === 'merged' && !mergeIsTold
      ? [{ type: 'change-merged' as const, actor: 'forge', facts: { commit: mergedAs ?? 'unknown' } }]
      : []),
  ];
}

/**
 * As an entry. Its id comes from what was seen, so that seeing it again is the same entry: a ULID whose time is zero,
 * because nobody says when it happened. `salt`: 32 bytes; `now`: milliseconds.
 */
export function observedEntry(
  { actor, facts, type }: Observation,
  { case: name, now, salt }: { readonly case: string; readonly now: number; readonly salt: Uint8Array },
): Addition {
  const payload = sealPayload({ schema: 'interlock/observation/v1', type, case: name, actor, facts }, salt);
  const seen = createHash('sha256').update(canonicalJson(payload.payload)).digest();
  return {
    entry: {
      v: 1,
      id: ulid(0, seen),
      case: name,
      type,
      ...eventRoutes[type],
      actor: oneLine(actor, 100),
      asserted_by: 'observed',
      outcome: 'done',
      subjects: [],
      after: [],
      time: new Date(now).toISOString(),
      payload: payloadDigest(payload),
    },
    payload,
  };
}
