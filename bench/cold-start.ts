import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionOperations, operations } from '../scripts/operations.ts';
import { measureCpu } from './cpu.ts';
import type { PeerAction } from './peers.ts';
import { table, type Section } from './section.ts';

const runs = 15;
const budget = 120;
const patience = 10;
/** Exit code of `timeout`. */
const timedOut = 124;

/** Processor time until an action stops at its first problem: an input that it does not know, or one that is missing. */
export function coldStarts(dist: string, peers: readonly PeerAction[]): Section {
  const cwd = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
  const environment = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: cwd,
    RUNNER_TEMP: cwd,
    RUNNER_TOOL_CACHE: cwd,
    'INPUT_NO-SUCH-INPUT': 'x',
  };
  const start = (name: string, ...args: readonly string[]) => {
    const program = { command: ['timeout', String(patience), 'node', ...args] as const, cwd, environment };
    const first = measureCpu(program, 1);
    if (first.exitCode === timedOut) return { name, milliseconds: undefined };
    const least = Math.min(first.cpuSeconds, measureCpu(program, runs - 1).cpuSeconds);
    return { name, milliseconds: Math.round(least * 1000) };
  };
  const ours = actionOperations.map(({ name }) => start(name, join(dist, `${name}.js`)));
  const commands = operations
    .filter((operation) => !actionOperations.includes(operation))
    .map(({ name }) => start(`interlock ${name}`, join(dist, 'interlock.js'), name, '--no-such-flag'));
  const others = [...commands, start('node alone', '-e', '0'), ...peers.map(({ main, name }) => start(name, main))];
  const row = ({ milliseconds, name }: (typeof ours)[number], target: string) => [
    name,
    milliseconds === undefined ? `still at work after ${patience} s` : String(milliseconds),
    target,
  ];
  return {
    text: [
      '## Cold start',
      '',
      `Processor time (user and system, smallest of ${runs} runs) on Node ${process.versions.node} until the program stops: at an input`,
      'that it does not know or that is missing, or because there is nothing to do. What a program loads only later is in its size,',
      'not here.',
      '',
      table(
        ['program', 'ms CPU', 'target'],
        [...ours.map((one) => row(one, `${budget}`)), ...others.map((one) => row(one, ''))],
      ),
    ],
    misses: ours.flatMap(({ milliseconds, name }) =>
      (milliseconds ?? Infinity) > budget
        ? [`cold start of ${name}: ${milliseconds ?? 'endless'} ms CPU, target ${budget} ms`]
        : [],
    ),
  };
}
