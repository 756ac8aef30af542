import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { measureCpu } from './cpu.ts';
import { peerProgram, versionOf } from './peers.ts';
import { table, type Section } from './section.ts';

const runs = 5;
const Bom = v.looseObject({ components: v.array(v.unknown()) });

interface Contestant {
  readonly name: string;
  /** The command, given the file that takes the SBOM. */
  readonly command: (file: string) => readonly [string, ...string[]];
}

/** The largest real lockfiles at hand: `INTERLOCK_TEST_DATA`, as for the conformance tests. */
export function sboms(dist: string): Section {
  const data = process.env['INTERLOCK_TEST_DATA'];
  if (data === undefined) return { text: ['## SBOM', '', 'Not measured: INTERLOCK_TEST_DATA is not set.'], misses: [] };
  const ours: Contestant = {
    name: 'generate-sbom',
    command: (file) => ['node', join(dist, 'interlock.js'), 'generate-sbom', '--output-file', file],
  };
  const measured = [
    race(join(data, 'lockfiles/real/Kong_insomnia'), 'insomnia, package-lock v3, 0.9 MB', [ours, ...npmPeers()]),
    race(join(data, 'lockfiles/real/trpc_trpc'), 'trpc, pnpm-lock v9, 1.4 MB', [ours, ...pnpmPeers()]),
  ];
  return {
    text: [
      '## SBOM',
      '',
      `From the lockfile alone, without node_modules. Processor time, smallest of ${runs} runs. Programs count components`,
      'differently (one for each place, or one for each name and version), so the counts stand beside.',
      '',
      ...measured.flatMap(({ text }) => [text, '']),
    ],
    misses: measured.flatMap(({ misses }) => misses),
  };
}

function npmPeers(): readonly Contestant[] {
  const npm = peerProgram('npm');
  const cyclonedx = peerProgram('cyclonedx-npm');
  return [
    ...(npm === undefined
      ? []
      : [
          contestant(
            `npm ${versionOf('npm')} sbom`,
            (file) => `"${npm}" sbom --package-lock-only --sbom-format cyclonedx > ${file}`,
          ),
        ]),
    ...(cyclonedx === undefined
      ? []
      : [
          contestant(
            `@cyclonedx/cyclonedx-npm ${versionOf('@cyclonedx/cyclonedx-npm')}`,
            (file) => `"${cyclonedx}" --package-lock-only --output-file ${file}`,
          ),
        ]),
  ];
}

function pnpmPeers(): readonly Contestant[] {
  const pnpm = peerProgram('pnpm');
  if (pnpm === undefined) return [];
  const call = 'sbom --lockfile-only --sbom-format cyclonedx';
  return [
    contestant(
      `pnpm ${versionOf('pnpm')} sbom (a native program)`,
      (file) => `pnpm_config_pm_on_fail=ignore "${pnpm}" ${call} > ${file}`,
    ),
  ];
}

function contestant(name: string, script: (file: string) => string): Contestant {
  return { name, command: (file) => ['sh', '-c', script(file)] };
}

function race(
  project: string,
  title: string,
  contestants: readonly Contestant[],
): { text: string; misses: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
  try {
    const work = join(folder, 'project');
    cpSync(project, work, { recursive: true });
    const rows = contestants.map(({ command, name }) => {
      const file = join(folder, 'bom.json');
      const run = measureCpu({ command: command(file), cwd: work }, runs);
      if (run.exitCode !== 0) throw new Error(`${name} ended with exit code ${run.exitCode}`);
      const { components } = v.parse(Bom, JSON.parse(readFileSync(file, 'utf8')));
      return { name, ...run, components: components.length };
    });
    const own = rows[0]?.cpuSeconds ?? 0;
    const text = table(
      [title, 's CPU', 'times ours', 'peak MB', 'components'],
      rows.map(({ components, cpuSeconds, name, peakMegabytes }) => [
        name,
        cpuSeconds.toFixed(2),
        (cpuSeconds / own).toFixed(1),
        peakMegabytes.toFixed(0),
        String(components),
      ]),
    );
    const faster = rows.filter(({ cpuSeconds }) => cpuSeconds < own);
    return {
      text,
      misses: faster.map(
        ({ cpuSeconds, name }) =>
          `SBOM of ${title}: ${name} needs ${cpuSeconds.toFixed(2)} s CPU, we ${own.toFixed(2)} s`,
      ),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
