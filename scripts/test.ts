import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

function step(name: string, command: string, args: readonly string[], environment: Record<string, string> = {}): void {
  console.log(`\n# ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (status !== 0) process.exit(status ?? 1);
}

/** The README's test command: types, a fresh bundle, generated files, every unit and end-to-end test. */
const dist = mkdtempSync(join(tmpdir(), 'interlock-dist-'));
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));
mkdirSync(join(root, 'tmp'), { recursive: true });
step('types', 'tsc', ['-b']);
step('types of tests', 'tsc', ['-p', 'tsconfig.tests.json']);
step('types of tests in a browser', 'tsc', ['-p', 'tsconfig.pages.json']);
step('bundle', 'node', ['--conditions=source', 'scripts/build.ts', join(dist, 'dist')]);
step('generated files', 'node', ['--conditions=source', 'scripts/generate.ts', '--check']);
step(
  'tests',
  'node',
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    '--outputFile=tmp/results-test.json',
    // jest leaves one core idle, and many tests wait for processes of their own
    '--maxWorkers=100%',
    // by folder: a peer's test may have such a name
    '/packages/',
    '/scripts/',
    '/examples/',
    '/test/e2e/',
    '/test/faults/',
  ],
  { INTERLOCK_DIST: join(dist, 'dist') },
);
