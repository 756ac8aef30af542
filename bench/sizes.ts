import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { tarFolder } from '../scripts/bundle/tar.ts';
import { budgets, measure } from '../scripts/bundle/sizes.ts';
import { actionOperations } from '../scripts/operations.ts';
import type { PeerAction } from './peers.ts';
import { kilobytes, table, type Section } from './section.ts';

const archive = (folder: string, ...paths: readonly string[]) =>
  execFileSync('git', ['-C', folder, 'archive', 'HEAD', '--', ...paths], { maxBuffer: 1 << 29 });

/** What each action can load, and what a runner downloads, gzipped. */
export function sizes(root: string, dist: string, peers: readonly PeerAction[]): Section {
  const { closures } = measure(
    dist,
    actionOperations.map(({ name }) => name),
  );
  const own = gzipSync(Buffer.concat([tarFolder(dist, 'dist'), archive(root, '.', ':(exclude)dist')])).length;
  const loads = [
    ...actionOperations.map(({ name }) => [name, kilobytes(closures[name] ?? 0), kilobytes(budgets.closure)]),
    ...peers.map(({ main, name }) => [name, kilobytes(gzipSync(readFileSync(main)).length), '']),
  ];
  const downloads = [
    ['all actions', kilobytes(own), kilobytes(budgets.archive)],
    ...peers.map(({ folder, name }) => [name, kilobytes(gzipSync(archive(folder, '.')).length), '']),
  ];
  return {
    text: [
      '## Sizes',
      '',
      'JavaScript that an action can load; of a peer, its main program alone.',
      '',
      table(['action', 'gzip', 'budget'], loads),
      '',
      'What a runner downloads: the archive of the repository, with its `export-ignore` applied.',
      '',
      table(['archive', 'gzip', 'budget'], downloads),
    ],
    misses: [
      ...actionOperations.flatMap(({ name }) =>
        (closures[name] ?? 0) > budgets.closure ? [`size of ${name}: ${kilobytes(closures[name] ?? 0)}`] : [],
      ),
      ...(own > budgets.archive ? [`archive: ${kilobytes(own)}`] : []),
    ],
  };
}
