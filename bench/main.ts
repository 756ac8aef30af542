import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { coldStarts } from './cold-start.ts';
import { signedCommits } from './commits.ts';
import { gate } from './gate.ts';
import { peerActions } from './peers.ts';
import { sboms } from './sbom.ts';
import { sizes } from './sizes.ts';

const root = resolve(import.meta.dirname, '..');
const dist = process.env['INTERLOCK_DIST'] ?? join(root, 'dist');
const peers = peerActions();

/** Measures everything in one run, ours and the peers' the same way, and writes bench/RESULTS.md. */
const sections = [
  () => coldStarts(dist, peers),
  () => sizes(root, dist, peers),
  () => gate(dist),
  () => signedCommits(dist),
  () => sboms(dist),
].map((measureSection) => {
  const section = measureSection();
  console.log(section.text.join('\n'));
  return section;
});
const misses = sections.flatMap((section) => section.misses);
const text = [
  '# Results',
  '',
  'Written by `pnpm bench`. Compare ratios, not times: the machine is shared. Peers are public programs, measured in the same run.',
  '',
  ...sections.flatMap((section) => [...section.text, '']),
  '## What misses its target, or is slower than a peer',
  '',
  ...(misses.length === 0 ? ['Nothing.'] : misses.map((miss) => `- ${miss}`)),
  '',
].join('\n');
writeFileSync(join(root, 'bench', 'RESULTS.md'), text.replaceAll(/\n{3,}/g, '\n\n'));
