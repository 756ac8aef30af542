import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dist, runCommand } from '../run-action.ts';
import { findOldNode } from './old-node.ts';
import { makeScene, snapshot } from './scene.ts';

const escape = '\u001b[31m';

const calls: readonly (readonly [string, readonly string[], string])[] = [
  ['a misspelt operation', ['sign-artefact'], 'There is no operation "sign-artefact". Did you mean sign-artifact?'],
  ['an unknown operation', ['deploy'], 'There is no operation "deploy". The operations are: agent-manifest, '],
  ['a property of objects', ['constructor'], 'There is no operation "constructor". The operations are: '],
  ['a flag in place of an operation', ['--verbose'], 'There is no operation "--verbose".'],
  [
    'an operation with an escape',
    [`${escape}run`],
    String.raw`There is no operation "\u{1b}[31mrun". The operations are`,
  ],
  ['a misspelt flag', ['run', '--bas', 'main'], 'There is no flag --bas. Did you mean --base? The flags are: --path, '],
  ['an unknown flag', ['run', '--verbose'], 'There is no flag --verbose. The flags are: --path, --base, '],
  ['a flag with an escape', ['run', `--${escape}`], String.raw`There is no flag --\u{1b}[31m.`],
  ['a short flag', ['run', '-v'], 'There is no flag -v.'],
  ['a flag without its value', ['run', '--base'], '--base needs a value.'],
  ['a flag in place of a value', ['run', '--base', '--head'], '--base needs a value; one that starts with a dash'],
  ['a flag given twice', ['run', '--base', 'a', '--base=b'], '--base is given twice, and one value was expected.'],
  ['a switch with a value', ['run', '--json=yes'], '--json takes no value.'],
  ['a word that is no flag', ['run', 'main'], '"main" is not a flag.'],
  ['two dashes', ['run', '--', 'main'], '"--" is not a flag.'],
  ['a secret as a flag', ['run', '--signing-key=hunter2'], '--signing-key is no flag, because other users'],
];

describe('the command', () => {
  it.each(calls)('refuses %s in one line, with exit code 2', async (_, args, says) => {
    const scene = makeScene({});
    try {
      const environment = { HOME: scene.home, TMPDIR: scene.temporary };
      const { exitCode, stderr, stdout } = await runCommand(args, { cwd: scene.folder, environment });
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr.split('\n')).toEqual([expect.stringContaining(`interlock: ${says}`), '']);
      expect(stderr).not.toContain('hunter2');
      expect(snapshot(scene.folder)).toEqual({});
    } finally {
      scene.remove();
    }
  });

  it('gives failures as JSON where JSON is asked for, with the same exit code', async () => {
    const scene = makeScene({});
    try {
      const args = ['canary-gate', '--config=none.yml', '--json'];
      const { exitCode, stdout } = await runCommand(args, { cwd: scene.folder, environment: { HOME: scene.home } });
      expect(exitCode).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({
        exitCode: 2,
        failures: [{ kind: 'missing-file', file: 'none.yml', message: expect.stringContaining('no such file') }],
        outputs: {},
      });
    } finally {
      scene.remove();
    }
  });

  it.each([['--version'], ['run', '--help'], ['run', '--base', 'main'], ['constructor']])(
    'tells a Node that is too old which one is needed, in one line, for %s',
    (...args) => {
      const old = findOldNode(process.env['PATH'] ?? '');
      const call = [...old.before, join(dist, 'interlock.js'), ...args];
      const { status, stderr, stdout } = spawnSync(old.program, call, { encoding: 'utf8' });
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toBe(
        `Interlock needs Node 22.22 or later; this is Node ${old.version}. Install one (https://nodejs.org/en/download), or call it as npx -y node@24 in place of node.\n`,
      );
    },
  );
});
