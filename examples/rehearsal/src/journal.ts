import { Refusal } from './rehearsal/ending.ts';

/** One thing that was done, and what came of it. */
export interface Entry {
  readonly stage: string;
  readonly what: string;
  readonly note: string;
  readonly milliseconds: number;
}

/** Prints what happens as it happens, and keeps it for the table at the end. */
export interface Journal {
  readonly entries: readonly Entry[];
  stage(title: string): void;
  /** Does one thing; its note says what came of it. */
  step<T>(what: string, act: () => Promise<readonly [note: string, value: T]>): Promise<T>;
  /** A line below the step under way, such as a look of the canary gate. */
  detail(line: string): void;
}

/** Times are measured from here. */
export function openJournal(print: (line: string) => void): Journal {
  const start = performance.now();
  const entries: Entry[] = [];
  let stage = '';
  const clock = () => `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(7);
  return {
    entries,
    stage(title) {
      stage = title;
      print(`\n${title}`);
    },
    async step(what, act) {
      const begun = performance.now();
      try {
        const [note, value] = await act();
        entries.push({ stage, what, note, milliseconds: Math.round(performance.now() - begun) });
        print(`${clock()}  ${what}: ${note}`);
        return value;
      } catch (cause) {
        const note = cause instanceof Refusal ? `refused, exit code ${cause.exitCode}: ${cause.reason}` : 'FAILED';
        entries.push({ stage, what, note, milliseconds: Math.round(performance.now() - begun) });
        print(`${clock()}  ${what}: ${note}`);
        throw cause;
      }
    },
    detail: (line) => print(`           ${line}`),
  };
}
