import { readFileSync } from 'node:fs';
import { htmlReport, type Section } from '@interlock/core/report';
import type { Entry } from './journal.ts';
import { holds } from './rehearsal/final-state.ts';
import type { Rehearsed } from './rehearsal/rehearse.ts';

/** The page that a demo ends with: final state, charts of the canaries, every step with its time. */
export function demoReport({ checks, charts, load }: Rehearsed, entries: readonly Entry[]): string {
  const good = checks.every(holds);
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
        title: 'Final state',
        table: {
          head: ['what', 'expected', 'found', ''],
          rows: checks.map((check) => [check.what, check.expected, check.found, holds(check) ? 'ok' : 'WRONG']),
          empty: 'Nothing was checked.',
        },
      },
      ...Object.entries(charts).map(([version, file]): Section => ({
        title: `Canary of release ${version}`,
        svg: readFileSync(file, 'utf8'),
      })),
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

const answers = (load: Rehearsed['load']) => Object.entries(load).map(([name, count]) => [name, String(count)]);
