import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { dist } from '../e2e/run-action.ts';
import { weightIn } from '../e2e/fixture/metrics-server.ts';
import { openTrafficSource, type TrafficSource } from './traffic-source.ts';

export interface GateScene {
  readonly folder: string;
  readonly source: TrafficSource;
  readonly weight: () => number;
  /** Starts the gate as a process of its own. */
  readonly start: () => Gate;
  readonly decision: () => { readonly decision: string; readonly ending: string };
  readonly close: () => void;
}

export interface Gate {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface GateWorld {
  readonly canaryRate: (seconds: number) => number;
  /** Keys of the configuration that differ. */
  readonly settings?: object;
}

/** A folder with a configuration whose hook writes the weight to a file, and traffic that flows as this file says. */
export async function makeGateScene({ canaryRate, settings = {} }: GateWorld): Promise<GateScene> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-faults-'));
  const weightFile = join(folder, 'weight');
  const source = await openTrafficSource({ weightFile, canaryRate, requestsPerSecond: 2000, baselineRate: 0.05 });
  writeFileSync(join(folder, 'set-weight'), '#!/bin/sh\nprintf %s "$INTERLOCK_WEIGHT" > weight\n');
  chmodSync(join(folder, 'set-weight'), 0o755);
  const configuration = {
    source: {
      type: 'openmetrics',
      url: source.url,
      metric: 'http_requests_total',
      canary: ['backend="canary"'],
      baseline: ['backend="baseline"'],
      errors: ['code=~"5.."'],
    },
    interval: '200ms',
    bake: '1s',
    timeout: '60s',
    steps: [{ weight: 20, hold: '500ms' }],
    setWeight: { command: ['./set-weight'] },
    ...settings,
  };
  writeFileSync(join(folder, 'canary.json'), JSON.stringify(configuration));
  return {
    folder,
    source,
    weight: () => weightIn(weightFile),
    start: () => start(folder),
    decision: () =>
      JSON.parse(readFileSync(join(folder, 'canary-decision.json'), 'utf8')) as ReturnType<GateScene['decision']>,
    close: () => {
      source.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string): Gate {
  const args = [join(dist, 'interlock.js'), 'canary-gate', '--config', 'canary.json'];
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: tmpdir() };
  const child = spawn(process.execPath, args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  child.stdout.resume();
  child.stderr.resume();
  return { process: child, ended };
}

/** Waits until the canary has traffic. */
export async function untilWeight(scene: GateScene, percent: number): Promise<void> {
  for (let tries = 0; scene.weight() !== percent; tries++) {
    if (tries > 600) throw new Error(`the weight did not become ${percent}`);
    await setTimeout(50);
  }
}
