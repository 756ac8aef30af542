import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionOperations } from '../scripts/operations.ts';
import { measureCpu } from './cpu.ts';

export interface Row {
  readonly name: string;
  readonly milliseconds: number;
}

/** A public action checked out beside us, for comparison: its name and the file that it names in `main`. */
export interface PeerProgram {
  readonly name: string;
  readonly file: string;
}

const runs = 15;

/** Processor time until an action stops at its first problem: an input that it does not know, as the runner would pass it. */
export function coldStarts(dist: string, peers: readonly PeerProgram[]): readonly Row[] {
  const cwd = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
  const start = (name: string, command: readonly [string, ...string[]]): Row => ({
    name,
    milliseconds: Math.round(
      measureCpu(
        { command, cwd, environment: { CI: 'true', GITHUB_ACTIONS: 'true', 'INPUT_NO-SUCH-INPUT': 'x' } },
        runs,
      ).cpuSeconds * 1000,
    ),
  });
  return [
    start('node alone', ['node', '-e', '0']),
    ...actionOperations.map(({ name }) => start(name, ['node', join(dist, `${name}.js`)])),
    ...peers.map(({ name, file }) => start(name, ['node', file])),
  ];
}
