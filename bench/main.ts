import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { coldStarts } from './cold-start.ts';
import { signedCommits } from './commits.ts';
import { contract } from './contract.ts';
import { gate } from './gate.ts';
import { ledger } from './ledger.ts';
import { peerActions } from './peers.ts';
import { sboms } from './sbom.ts';
import { replaceSection } from './section.ts';
import { sizes } from './sizes.ts';

const root = resolve(import.meta.dirname, '..');
const dist = process.env['INTERLOCK_DIST'] ?? join(root, 'dist');
const peers = peerActions();

const all = {
  'cold-start': () => coldStarts(dist, peers),
  sizes: () => sizes(root, dist, peers),
  gate: () => gate(dist),
  commits: () => signedCommits(dist),
  sbom: () => sboms(dist),
  ledger: () => ledger(),
  contract: () => contract(),
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const [only] = process.argv.slice(2);
const chosen = names.filter((name) => only === undefined || name === only);
if (chosen.length === 0) throw new Error(`${only} is not measured here; one of ${names.join(', ')} is.`);

/** Measures everything in one run, or the one part that is named, ours and the peers' the same way, and writes bench/RESULTS.md. */
const sections = chosen.map((name) => {
  const section = all[name]();
  console.log(section.text.join('\n'));
  return section;
});
const results = join(root, 'bench', 'RESULTS.md');
if (only === undefined) writeFileSync(results, whole());
else writeFileSync(results, sections.reduce(replaceSection, readFileSync(results, 'utf8')));

function whole(): string {
  const misses = sections.flatMap((section) => section.misses);
  const lines = [
    '# Results',
    '',
    'Written by `pnpm bench`. Compare ratios, not times: the machine is shared. Peers are public programs, measured in the same run.',
    '',
    ...sections.flatMap((section) => [...section.text, '']),
    '## What misses its target, or is slower than a peer',
    '',
    ...(misses.length === 0 ? ['Nothing.'] : misses.map((miss) => `- ${miss}`)),
    '',
  ];
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n');
}
