import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dist } from '../run-action.ts';
import { keys } from './keys.ts';
import { makeScene, snapshot } from './scene.ts';

const files = {
  'app.tgz': 'artifact',
  'checksums.txt': 'old',
  'key.pem': keys.good,
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {} } }),
  'x.xml': '<testsuite><testcase/></testsuite>',
};

/** Runs the command where no file may grow beyond this number of blocks of 512 bytes. */
function runLimited(blocks: number, args: readonly string[], cwd: string) {
  const script = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
  const call = ['-c', script, process.execPath, join(dist, 'interlock.js'), ...args];
  const child = spawn('sh', call, { cwd, env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise<{ readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }>(
    (resolve, reject) => {
      const read = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text));
      child.on('error', reject);
      child.on('close', (exitCode) => resolve({ exitCode, ...read }));
    },
  );
}

describe('an output that outgrows the disk', () => {
  it.each([
    ['generate-sbom', 0, ['generate-sbom'], 'sbom.cdx.json'],
    ['generate-sbom in a new folder', 0, ['generate-sbom', '--output-file=a/b/sbom.json'], 'a/b/sbom.json'],
    ['collect-reports', 0, ['collect-reports', '--tests=x.xml'], 'reports.json'],
    // The checksums fit, the bundle does not.
    [
      'sign-artifact',
      1,
      ['sign-artifact', '--subject-path=app.tgz', '--key=key.pem', `--commit=${'12'.repeat(20)}`],
      'artifact.sigstore.json',
    ],
  ])('of %s is one clear error and leaves everything as it was', async (_, blocks, args, file) => {
    const scene = makeScene({ files });
    try {
      const before = snapshot(scene.folder);
      const { exitCode, stdout, stderr } = await runLimited(blocks, args, scene.folder);
      expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
      expect(stderr).toBe(
        `${file}: error: unwritable-file: This file could not be written: EFBIG. Make room on the disk, or raise the limit on the size of files.\n`,
      );
      expect(snapshot(scene.folder)).toEqual(before);
    } finally {
      scene.remove();
    }
  });
});

it('ends with 3 where its answer was lost on a full device', () => {
  const call = ['-c', '"$0" "$@" > /dev/full', process.execPath, join(dist, 'interlock.js'), 'run', '--help'];
  const { status, stderr } = spawnSync('sh', call, { env: { PATH: process.env['PATH'] ?? '' }, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
});
