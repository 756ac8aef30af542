import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { git } from '../git.ts';
import { repositoryRoot } from '../interlock.ts';
import type { Change } from './changes.ts';
import type { World } from './world.ts';

const service = join(repositoryRoot, 'examples/sample-service');
const config = 'policy: pack:quality\ncoverage:\n  floor:\n    unit: 60\n    integration: 60\n';

/** A repository whose main branch holds the sample service, the policy's configuration and who may sign. */
export async function createOrigin(world: World): Promise<string> {
  const folder = join(world.folder, 'first');
  cpSync(service, folder, {
    recursive: true,
    filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
  });
  mkdirSync(join(folder, '.interlock'));
  writeFileSync(join(folder, '.interlock/config.yml'), config);
  writeFileSync(join(folder, '.interlock/signers'), `${world.signer}\n`);
  await git(folder, 'init', '-q', '-b', 'main');
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-q', '-m', 'Start the sample service');
  await git(world.folder, 'clone', '-q', '--bare', folder, world.origin);
  return headOfMain(world);
}

export function headOfMain(world: World): Promise<string> {
  return git(world.origin, 'rev-parse', 'refs/heads/main');
}

/** A fresh clone at a commit, with the packages that its lockfile names already installed. */
export async function checkout(world: World, name: string, commit: string): Promise<string> {
  const folder = join(world.folder, name);
  await git(world.folder, 'clone', '-q', '--no-checkout', world.origin, folder);
  await git(folder, 'checkout', '-q', '--detach', commit);
  symlinkSync(join(service, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

export interface Proposed {
  readonly base: string;
  readonly head: string;
}

/** The agent's part: a branch from main with one commit, pushed. */
export async function propose(world: World, change: Change): Promise<Proposed> {
  const folder = await checkout(world, `agent-${change.version}`, 'origin/main');
  const base = await git(folder, 'rev-parse', 'HEAD');
  await git(folder, 'checkout', '-q', '-b', change.branch);
  for (const { file, find, replace } of change.edits) {
    const before = readFileSync(join(folder, file), 'utf8');
    if (before.split(find).length !== 2) throw new Error(`${file} has no single place for the change: ${find}`);
    writeFileSync(
      join(folder, file),
      before.replace(find, () => replace),
    );
  }
  await git(folder, 'commit', '-q', '-a', '-m', change.title);
  await git(folder, 'push', '-q', 'origin', change.branch);
  return { base, head: await git(folder, 'rev-parse', 'HEAD') };
}

/** Merges a proposed change into main; refused where main is no longer the base that was judged. */
export async function merge(world: World, change: Change, { base, head }: Proposed): Promise<string> {
  const folder = await checkout(world, `merge-${change.version}`, base);
  await git(folder, 'merge', '-q', '--no-ff', '-m', `Merge ${change.branch}: ${change.title}`, head);
  await git(folder, 'push', '-q', `--force-with-lease=refs/heads/main:${base}`, 'origin', 'HEAD:refs/heads/main');
  return headOfMain(world);
}
