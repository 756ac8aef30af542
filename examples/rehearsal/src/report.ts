import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlReport, type Section } from '@interlock/core/report';
import type { Entry } from './journal.ts';
import type { LoadResult } from './load/generate-load.ts';
import { describeEnding } from './rehearsal/ending.ts';
import { holds, type Check } from './rehearsal/final-state.ts';
import { isWell, type Rehearsed } from './rehearsal/rehearse.ts';

export interface Demo {
  readonly rehearsed: readonly Rehearsed[];
  readonly checks: readonly Check[];
  readonly load: LoadResult;
}

/** The page that a demo ends with: final state, charts of the canaries, every step with its time. */
export function demoReport({ checks, load, rehearsed }: Demo, entries: readonly Entry[]): string {
  const good = rehearsed.every(isWell) && checks.every(holds);
  const seconds = entries.reduce((sum, entry) => sum + entry.milliseconds, 0) / 1000;
  return htmlReport({
    title: 'Interlock: rehearsal',
    headline: good
      ? 'A good release was promoted, a bad one was caught and taken back'
      : 'The final state is not what it must be',
    tone: good ? 'good' : 'bad',
    facts: [['steps', `${entries.length} in ${seconds.toFixed(1)} s`]],
    sections: [
      {
        title: 'Rehearsals',
        table: {
          head: ['rehearsal', 'must be', 'was'],
          rows: rehearsed.map(({ expected, found, name }) => [name, describeEnding(expected), describeEnding(found)]),
          empty: 'Nothing was rehearsed.',
        },
      },
      {
        title: 'Final state',
        table: {
          head: ['what', 'expected', 'found', ''],
          rows: checks.map((check) => [check.what, check.expected, check.found, holds(check) ? 'ok' : 'WRONG']),
          empty: 'Nothing was checked.',
        },
      },
      ...rehearsed.flatMap(chartOf),
      {
        title: 'Answers to the load',
        text: 'By release and status; an answer without release is one that the proxy gave for a backend that broke off.',
        table: { head: ['release and status', 'answers'], rows: answers(load), empty: 'There was no load.' },
      },
      {
        title: 'Steps',
        table: {
          head: ['stage', 'step', 'outcome', 'time'],
          rows: entries.map(({ stage, what, note, milliseconds }) => [stage, what, note, `${milliseconds} ms`]),
          empty: 'Nothing was done.',
        },
      },
    ],
  });
}

function chartOf({ evidence, name }: Rehearsed): readonly Section[] {
  const file = join(evidence, 'production-canary.svg');
  return existsSync(file) ? [{ title: `Canary of ${name}`, svg: readFileSync(file, 'utf8') }] : [];
}

const answers = (load: LoadResult) => Object.entries(load).map(([name, count]) => [name, String(count)]);
