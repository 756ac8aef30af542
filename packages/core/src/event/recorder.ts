import { fail, ok, type Result } from '../failure/index.ts';
import type { Clock, HashFile, RunContext } from '../ports/index.ts';
import { chainEvents } from './chain.ts';
import { caseOf, draftEvent, isPath, type Happening } from './draft-event.ts';
import type { Event } from './schema.ts';
import { ulid } from './ulid.ts';

/** Whether events can be appended to a file: it is free, or a chain that holds. Gives the events that are there. */
export type ReadEventFile = (path: string) => Promise<Result<readonly Event[]>>;

/** Appends what `next` makes of the events that are there; nobody else appends between the two. */
export type AppendEvents = (
  path: string,
  next: (before: readonly Event[]) => Result<readonly Event[]>,
) => Promise<Result<void>>;

export interface RecorderPorts {
  readonly readEventFile: ReadEventFile;
  readonly appendEvents: AppendEvents;
  readonly hashFile: HashFile;
  readonly clock: Pick<Clock, 'now'>;
  /** Ten bytes that nobody can guess. */
  readonly random: () => Uint8Array;
  readonly runContext: RunContext;
}

export interface EventInputs {
  readonly eventsFile: string | undefined;
  readonly case: string | undefined;
}

/** The one place that writes events: an operation only says what it did. */
export interface Recorder {
  /** Asked before anything is done. */
  check(inputs: EventInputs): Promise<Result<void>>;
  record(happening: Omit<Happening, 'files'>, inputs: EventInputs): Promise<Result<void>>;
}

/** Where events go in CI if nothing else was said. */
export const defaultEventsFile = '.interlock/out/events.jsonl';

export function createRecorder(ports: RecorderPorts): Recorder {
  return {
    check: async (inputs) => {
      const file = fileOf(inputs, ports.runContext);
      if (file === undefined) return ok(undefined);
      const before = await ports.readEventFile(file);
      return before.ok ? checkOrigin(before.value, file, inputs, ports.runContext) : before;
    },
    record: async (happening, inputs) => {
      const file = fileOf(inputs, ports.runContext);
      if (file === undefined) return ok(undefined);
      const files = await hashOutputs(happening.outputs, ports.hashFile);
      if (!files.ok) return files;
      return ports.appendEvents(file, (before) => {
        const own = checkOrigin(before, file, inputs, ports.runContext);
        if (!own.ok) return own;
        const now = ports.clock.now();
        const origin = {
          id: ulid(now, ports.random()),
          case: inputs.case ?? caseOf(ports.runContext) ?? before.at(-1)?.case ?? 'local',
          time: new Date(now).toISOString(),
          context: ports.runContext,
        };
        return ok(chainEvents(before, [draftEvent({ ...happening, files: files.value }, origin)]));
      });
    },
  };
}

/** A gate leaves its trace in CI; on a terminal nobody expects a file that was not asked for. */
function fileOf({ eventsFile }: EventInputs, { ci, kind }: RunContext): string | undefined {
  return eventsFile ?? (ci && kind !== 'terminal' ? defaultEventsFile : undefined);
}

/**
 * The default file lies in the work tree, where the change may have put one: it holds events of this run or none.
 * A file that was named is the caller's word.
 */
function checkOrigin(
  before: readonly Event[],
  file: string,
  { eventsFile }: EventInputs,
  { pipelineUrl, runUrl }: RunContext,
): Result<void> {
  const foreign = eventsFile === undefined && before.some(({ actor }) => actor.run !== (pipelineUrl ?? runUrl));
  if (!foreign) return ok(undefined);
  return fail('malformed-file', 'This file has events of another run, and only those of this run were expected.', {
    file,
    hint: 'Remove it from the work tree; to go on with the events of another job, name the file as events-file.',
  });
}

async function hashOutputs(outputs: Happening['outputs'], hashFile: HashFile): Promise<Result<Event['subjects']>> {
  const subjects: Event['subjects'][number][] = [];
  for (const [name, path] of Object.entries(outputs)) {
    if (!isPath(name) || path === '') continue;
    const hash = await hashFile(path);
    if (hash.ok) subjects.push({ name: path.slice(0, 300), digest: hash.value.digest });
    else if (hash.error.kind !== 'missing-file') return hash;
  }
  return ok(subjects);
}
