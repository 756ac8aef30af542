import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const empty = mkdtempSync(join(tmpdir(), 'interlock-no-peers-'));
process.env['INTERLOCK_PEERS'] = empty;
const { installation, installationText, requirePeer } = await import('./installation.ts');
const { peerProgram, peers } = await import('./peers.ts');

const names = Object.keys(peers) as readonly (keyof typeof peers)[];
const inFolder = names.filter((name) => peers[name].from !== 'debian');

describe('a peer that is not installed', () => {
  it.each(inFolder)('%s is an error with the commands that install it there', (name) => {
    expect(() => requirePeer(name)).toThrow(`${name} is not installed. Run: ${installationText(name)}`);
    expect(peerProgram(name).startsWith(empty)).toBe(true);
    expect(installationText(name)).toContain(empty);
    expect(installationText(name)).toContain('version' in peers[name] ? peers[name].version : name);
  });

  it('fails the test file that needs it', () => {
    const root = resolve(import.meta.dirname, '../..');
    const args = [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      'test/peers/lint.test.ts',
    ];
    const env = { ...process.env, INTERLOCK_PEERS: empty };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('actionlint is not installed. Run: env GOBIN=')]);
    expect(stderr).not.toMatch(/skipped/);
  }, 60_000);
});

describe("Debian's packages", () => {
  it('are installed by root, and through sudo by everybody else', () => {
    expect(installation('rsync', 0).map(([program]) => program)).toEqual(['apt-get', 'apt-get']);
    expect(installation('rsync', 1000).map(([program]) => program)).toEqual(['sudo', 'sudo']);
  });
});
