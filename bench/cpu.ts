import { spawnSync } from 'node:child_process';

export interface Measured {
  /** Seconds of processor time (user and system): the smallest of the runs, because other load only adds. */
  readonly cpuSeconds: number;
  /** Largest resident set in MB. */
  readonly peakMegabytes: number;
  readonly exitCode: number;
}

export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program several times under GNU time. */
export function measureCpu(program: Program, runs: number): Measured {
  const all = Array.from({ length: runs }, () => once(program));
  return {
    cpuSeconds: Math.min(...all.map((run) => run.cpuSeconds)),
    peakMegabytes: Math.max(...all.map((run) => run.peakMegabytes)),
    exitCode: all[0]?.exitCode ?? -1,
  };
}

function once({ command, cwd, environment }: Program): Measured {
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '\n%U %S %M', ...command], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [user, system, kilobytes] = (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (user === undefined || system === undefined || kilobytes === undefined)
    throw new Error(`no measurement of ${command.join(' ')}`);
  return { cpuSeconds: user + system, peakMegabytes: kilobytes / 1024, exitCode: status ?? -1 };
}
