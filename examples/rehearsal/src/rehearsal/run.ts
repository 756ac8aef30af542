import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { interlock, type Answer, type Flags } from '../interlock.ts';
import type { Change } from './changes.ts';
import { Refusal } from './ending.ts';
import type { Deviation } from './faults.ts';
import type { World } from './world.ts';

export type FlowName = 'default' | 'trusted' | 'hotfix';

/** One change on its way, and what is done otherwise than it should be. */
export interface Run {
  readonly world: World;
  /** Unique in its world: names folders, and a branch ends with it. */
  readonly name: string;
  readonly flow: FlowName;
  readonly change: Change;
  readonly deviation: Deviation;
  /** Where everything goes that an operation writes for this change. */
  readonly evidence: string;
}

export function openRun(world: World, run: Pick<Run, 'name' | 'flow' | 'change' | 'deviation'>): Run {
  const evidence = join(world.evidence, run.name);
  mkdirSync(evidence, { recursive: true });
  return { world, ...run, evidence };
}

export interface Operation {
  readonly name: string;
  readonly flags: Flags;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What came of it, for the journal. */
  readonly note: (outputs: Answer['outputs']) => string;
  /** Why the answer was no; where it is left out, the operation's own message says it. */
  readonly reason?: (outputs: Answer['outputs']) => string;
  /** Exit codes that are no refusal. */
  readonly expected?: readonly number[];
}

/** Where the operations of one change leave their events, each chained to the one before. */
export function eventFlags({ evidence }: Pick<Run, 'evidence'>): Flags {
  return { 'events-file': join(evidence, 'events.jsonl'), case: basename(evidence) };
}

/** Runs one operation as a step of the journal. Throws a refusal where its exit code is none of the expected. */
export function operate(
  { evidence, world }: Pick<Run, 'evidence' | 'world'>,
  operation: Operation,
): Promise<Answer['outputs']> {
  const { cwd = world.folder, environment, expected = [0], flags, name, note, reason } = operation;
  return world.journal.step(name, async () => {
    const options = { cwd, onLine: () => {}, ...(environment === undefined ? {} : { environment }) };
    const all = { ...flags, ...eventFlags({ evidence }) };
    const { exitCode, failures, outputs } = await interlock(name, all, options, [0, 1, 2, 3, 4]);
    if (!expected.includes(exitCode)) {
      const said = failures[0]?.message ?? reason?.(outputs) ?? 'it did not say why';
      throw new Refusal(name, exitCode, said);
    }
    return [note(outputs), outputs];
  });
}
