import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { commandStub } from '../../scripts/bundle/stubs.ts';

const dist = process.env['INTERLOCK_DIST'] ?? join(import.meta.dirname, '../../dist');
const command = (...args: readonly string[]) =>
  execFileSync(process.execPath, [join(dist, 'interlock.js'), ...args], { encoding: 'utf8' });

it('prints its version and its operations', () => {
  expect(command('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(command('--help')).toMatch(/^Interlock /);
});

it('refuses a Node that is too old with one line and exit code 2', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module'], {
    input: commandStub('99.1'),
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^Interlock needs Node 99\.1 or later; this is Node [\d.]+\. Install one [^\n]+\n$/u);
  expect(status).toBe(2);
});
