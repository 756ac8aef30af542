import { isDigest } from '../digest/index.ts';
import type { RunContext } from '../ports/index.ts';
import { oneLine } from '../text/index.ts';
import type { EventDraft } from './chain.ts';
import type { Event, EventOutcome, EventType } from './schema.ts';

/** What an operation answered, as far as an event tells it. */
export interface Happening {
  readonly operation: string;
  readonly type: EventType;
  readonly outcome: EventOutcome;
  /** Its outputs by name; empty ones say nothing. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The files that it wrote, with their digests. */
  readonly files: Event['subjects'];
  /** Why it was refused or not decided. */
  readonly failure?: string;
}

export type EventOrigin = Pick<EventDraft, 'id' | 'case' | 'time'> & { readonly context: RunContext };

/** Files and digests among the outputs become subjects, the rest facts. */
export function draftEvent({ failure, files, ...what }: Happening, { context, ...origin }: EventOrigin): EventDraft {
  const run = context.pipelineUrl ?? context.runUrl;
  const commit = context.changeRequest?.head ?? context.commit;
  const outputs = Object.entries(what.outputs).filter(([name, text]) => text !== '' && !isPath(name));
  const facts = outputs
    .filter(([, text]) => !isDigests(text))
    .map(([name, text]) => [name, oneLine(text, 200)] as const);
  return {
    ...origin,
    type: what.type,
    outcome: what.outcome,
    actor: {
      operation: what.operation,
      host: context.kind,
      ...(run === undefined ? {} : { run: oneLine(run, 300) }),
    },
    ...(commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit) ? {} : { commit }),
    subjects: [...files, ...outputs.flatMap(([name, text]) => subjectsOf(name, text))],
    facts: { ...Object.fromEntries(facts), ...(failure === undefined ? {} : { failure }) },
  };
}

/** Whether an output names a file that was written. */
export const isPath = (output: string) => output.endsWith('-path');

const isDigests = (text: string) => text.split('\n').every(isDigest);

function subjectsOf(output: string, text: string): Event['subjects'] {
  const name = output.replace(/-digest$/, '');
  return text
    .split('\n')
    .filter(isDigest)
    .map((digest) => ({ name, digest }));
}

/** The change request or the ref that a run is for; `undefined` on a terminal. */
export function caseOf({ changeRequest, ref, repository }: RunContext): string | undefined {
  if (repository === undefined) return undefined;
  const place = `${repository.server.replace(/^https?:\/\//, '')}/${repository.slug}`;
  const what = changeRequest === undefined ? `@${ref ?? 'unknown'}` : `!${changeRequest.number}`;
  return (place + what).replace(/[^!-~]/gu, (character) => encodeURIComponent(character.toWellFormed())).slice(0, 300);
}
