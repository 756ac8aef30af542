import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { project, repositoryUrl } from '@interlock/core/project';
import { transformSync } from 'esbuild';
import { assets } from './bundle/assets.ts';
import { budgets, measure } from './bundle/sizes.ts';
import { actionStub, commandStub, workerStub } from './bundle/stubs.ts';
import { tarFolder } from './bundle/tar.ts';
import { bundledPackages, thirdPartyText } from './bundle/third-party.ts';
import { actionOperations } from './operations.ts';

const root = resolve(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? 'dist');
const minimumNode = '22.22';

/** Compiles, bundles, minifies and writes the program to the folder named by the first argument. */
function build(): void {
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  run('tsc', ['-b']);
  const raw = mkdtempSync(join(tmpdir(), 'interlock-ncc-'));
  try {
    const statsFile = join(raw, 'stats.json');
    const output = ['-o', raw, '--stats-out', statsFile];
    run('ncc', ['build', 'packages/bundle/build/main/index.js', ...output, '--no-cache', '-q']);
    writeProgram(raw, JSON.parse(readFileSync(statsFile, 'utf8')));
  } finally {
    rmSync(raw, { recursive: true, force: true });
  }
  report();
}

function writeProgram(raw: string, stats: unknown): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(raw).filter((file) => file.endsWith('.js'))) {
    const { code } = transformSync(readFileSync(join(raw, name), 'utf8'), {
      minify: true,
      format: 'esm',
      target: 'node22',
      legalComments: 'none',
    });
    writeFileSync(join(target, name), code);
  }
  for (const { name } of actionOperations) writeFileSync(join(target, `${name}.js`), actionStub(name));
  writeFileSync(join(target, 'interlock.js'), commandStub(minimumNode), { mode: 0o755 });
  writeFileSync(join(target, 'rego-worker.js'), workerStub('runWorker'));
  writeFileSync(join(target, 'diagram-worker.js'), workerStub('runDiagramWorker'));
  for (const { content, name } of assets) writeFileSync(join(target, name), content());
  writeFileSync(join(target, 'package.json'), '{"type":"module"}\n');
  writeFileSync(
    join(target, 'THIRD-PARTY.txt'),
    thirdPartyText(
      bundledPackages(
        stats,
        assets.map(({ folder }) => folder),
      ),
    ),
  );
  const policies = join(root, 'policies', 'compiled');
  if (existsSync(policies)) cpSync(policies, join(target, 'policies'), { recursive: true });
}

function report(): void {
  const sizes = measure(
    target,
    actionOperations.map((operation) => operation.name),
  );
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  for (const [name, size] of Object.entries(sizes.closures)) {
    console.log(`${name.padEnd(18)} ${kilobytes(size).padStart(8)} gzip of ${kilobytes(budgets.closure)}`);
    if (size > budgets.closure) process.exitCode = 1;
  }
  console.log(`${'dist'.padEnd(18)} ${kilobytes(sizes.total).padStart(8)} gzip of ${kilobytes(budgets.archive)}`);
  if (sizes.total > budgets.archive) process.exitCode = 1;
  const archive = tarFolder(target, 'dist');
  const pin = {
    url: `${repositoryUrl}/releases/download/v${project.version}/interlock-${project.version}.tar`,
    sha256: createHash('sha256').update(archive).digest('hex'),
  };
  if (target === join(root, 'dist'))
    writeFileSync(join(root, 'gitlab', 'bundle.json'), `${JSON.stringify(pin, null, 2)}\n`);
}

mkdirSync(join(root, 'gitlab'), { recursive: true });
build();
