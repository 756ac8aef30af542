import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { markdownTable } from '@interlock/core/text';
import { budgets, measure } from '../scripts/bundle/sizes.ts';
import { actionOperations, operations } from '../scripts/operations.ts';
import { coldStarts, type PeerProgram } from './cold-start.ts';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;

/** `INTERLOCK_BENCH_ACTIONS`: lines `name=file` of public actions' programs on this machine. */
function peerPrograms(): readonly PeerProgram[] {
  return (process.env['INTERLOCK_BENCH_ACTIONS'] ?? '').split('\n').flatMap((line) => {
    const [name, file] = line.split('=');
    return name === undefined || file === undefined || !existsSync(file) ? [] : [{ name, file }];
  });
}

const sizes = measure(
  dist,
  operations.map((operation) => operation.name),
);
const starts = coldStarts(dist, peerPrograms());
const section = [
  '## Sizes',
  '',
  markdownTable(
    ['JavaScript that it can load, gzip', 'size', 'budget'],
    [
      ...actionOperations.map(({ name }) => [name, kilobytes(sizes.closures[name] ?? 0), kilobytes(budgets.closure)]),
      ['whole dist', kilobytes(sizes.total), kilobytes(budgets.archive)],
    ],
  ),
  '',
  '## Cold start',
  '',
  `Processor time (user and system, smallest of 15 runs) on Node ${process.versions.node} until the program stops at an input that it does not know.`,
  '',
  markdownTable(
    ['program', 'ms CPU'],
    starts.map(({ name, milliseconds }) => [name, String(milliseconds)]),
  ),
  '',
].join('\n');
const file = join(root, 'bench', 'RESULTS.md');
const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
const begin = '<!-- BEGIN program -->\n';
const end = '<!-- END program -->\n';
const rest = before.includes(end) ? before.slice(before.indexOf(end) + end.length) : '';
writeFileSync(
  file,
  `# Results\n\nWritten by \`pnpm bench\`. Compare ratios, not times: the machine is shared.\n\n${begin}${section}${end}${rest}`,
);
console.log(section);
