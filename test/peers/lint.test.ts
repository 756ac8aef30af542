import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { peerProgram } from './peers.ts';

const root = resolve(import.meta.dirname, '../..');
const tracked = (...patterns: readonly string[]) =>
  execFileSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');

describe('workflows, actions and examples', () => {
  it('have no finding of actionlint', () => {
    const workflows = tracked('.github/workflows/*.yml', 'examples/github/*.yml');
    expect(workflows.length).toBeGreaterThan(0);
    const { stdout, status } = spawnSync(peerProgram('actionlint'), ['-no-color', ...workflows], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('have no finding of zizmor, offline and pedantic', () => {
    const files = tracked('.github/workflows/*.yml', 'examples/github/*.yml', 'actions/*/action.yml');
    const { stdout, status } = spawnSync(
      peerProgram('zizmor'),
      ['--offline', '--persona=pedantic', '--no-progress', '--format=plain', ...files],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect(stdout).toMatch(/No findings to report/);
    expect(status).toBe(0);
  });
});
