import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { twoCommits } from '../e2e/bad-input/repository.ts';
import { dist } from '../e2e/run-action.ts';

const path = process.env['PATH'] ?? '';

/** A `git` that stands still where it compares two trees, once it has said so by a file. */
function writeSlowGit(folder: string): void {
  const text = `#!/bin/sh
case " $* " in *" diff-tree "*) touch '${join(folder, 'comparing')}'; exec sleep 5;; esac
PATH='${path}' exec git "$@"
`;
  writeFileSync(join(folder, 'git'), text);
  chmodSync(join(folder, 'git'), 0o755);
}

async function makeScene() {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-cut-off-'));
  const [work, temporary, programs] = [join(folder, 'work'), join(folder, 'tmp'), join(folder, 'bin')];
  for (const made of [work, temporary, programs]) mkdirSync(made);
  const { base, head } = twoCommits(work);
  writeSlowGit(programs);
  return { work, temporary, programs, base, head };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a gate that %s ends while git works leaves nothing in the temporary folder',
  async (signal) => {
    const { base, head, programs, temporary, work } = await makeScene();
    const args = [join(dist, 'interlock.js'), 'evaluate-policy', `--base=${base}`, `--head=${head}`];
    const environment = { PATH: [programs, path].join(delimiter), HOME: work, TMPDIR: temporary };
    const gate = spawn(process.execPath, args, { cwd: work, env: environment, stdio: 'ignore' });
    const ended = once(gate, 'exit');
    const started = join(programs, 'comparing');
    while (!existsSync(started) && gate.exitCode === null) await setTimeout(20);
    expect(readdirSync(temporary)).toHaveLength(1);
    gate.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(temporary)).toEqual([]);
  },
  30_000,
);
