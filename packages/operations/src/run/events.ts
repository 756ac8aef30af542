import { sha256 } from '@interlock/core/digest';
import { chainEvents, eventLine, ulid, type Event, type EventDraft } from '@interlock/core/event';
import type { RunContext } from '@interlock/core/ports';

/** One step of a run: an operation only writes events, a recorder with its own credential appends them to the ledger. */
export interface RunEvent {
  readonly type: Event['type'];
  readonly outcome?: Event['outcome'];
  /** What was written, by the name of its file. */
  readonly files?: readonly { readonly name: string; readonly content: string }[];
  readonly facts: Event['facts'];
}

export interface EventScene {
  readonly commit: string;
  readonly case: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly context: RunContext;
  /** Ten bytes that nobody can guess, new ones for each event. */
  readonly random: () => Uint8Array;
}

/** `events.jsonl`: a chain of its own, because the folder holds one run. */
export function eventLines(events: readonly RunEvent[], scene: EventScene): string {
  return chainEvents(
    [],
    events.map((event) => draftOf(event, scene)),
  )
    .map(eventLine)
    .join('');
}

function draftOf({ facts, files = [], outcome = 'done', type }: RunEvent, scene: EventScene): EventDraft {
  const { commit, context, now } = scene;
  const address = context.pipelineUrl ?? context.runUrl;
  return {
    id: ulid(now, scene.random()),
    case: scene.case,
    type,
    time: new Date(now).toISOString(),
    actor: { operation: 'run', host: context.kind, ...(address === undefined ? {} : { run: address }) },
    commit,
    subjects: files.map(({ content, name }) => ({ name, digest: sha256(content) })),
    outcome,
    facts,
  };
}
