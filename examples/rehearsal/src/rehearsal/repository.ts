import { appendFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { git } from '../git.ts';
import { interlock, repositoryRoot } from '../interlock.ts';
import type { People } from './people.ts';
import type { World } from './world.ts';

const tellHook = join(import.meta.dirname, '../hooks/tell.ts');
const service = join(repositoryRoot, 'examples/sample-service');

/** Host and path that an approval names. */
export const repositoryName = 'forge.interlock.invalid/shop/orders';

export interface Base {
  readonly people: People;
  /** Tools whose scans are required. */
  readonly required: readonly string[];
  /** File to which whoever is told of an approval is told. */
  readonly told: string;
}

/** What main holds beside the service: who may do what, what is asked of a change, and its pipeline. */
const filesOf = ({
  people: { agents, approvers, ledgerVkey, onCall, owner, signers },
  required,
  told,
}: Base): Readonly<Record<string, string>> => ({
  '.interlock/config.yml': `policy: [pack:lanes, pack:quality, pack:supply-chain]
coverage:
  floor: { unit: 60 }
scans:
  required: [${required.join(', ')}]
approval:
  onCall: [${onCall.email}]
  notify: { command: ${JSON.stringify([process.execPath, tellHook, told, onCall.email, owner.email])} }
merge:
  requiredChecks: [interlock]
  production: [production]
`,
  '.interlock/ledger.vkey': ledgerVkey,
  '.interlock/signers': signers,
  '.interlock/approvers': approvers,
  '.interlock/agents.yml': agents,
  '.github/CODEOWNERS': '/.github/ ann@interlock.invalid\n/.interlock/ ann@interlock.invalid\n',
  '.github/workflows/ci.yml': `on: pull_request
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: node --test test/integration.test.ts
`,
});

/** A repository whose main branch holds the sample service and the base's own files; answers its first commit. */
export async function createOrigin(folder: string, origin: string, base: Base): Promise<string> {
  const first = join(folder, 'first');
  cpSync(service, first, {
    recursive: true,
    filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
  });
  for (const [path, text] of Object.entries(filesOf(base))) {
    mkdirSync(dirname(join(first, path)), { recursive: true });
    writeFileSync(join(first, path), text);
  }
  await git(first, 'init', '-q', '-b', 'main');
  await git(first, 'add', '-A');
  await git(first, 'commit', '-q', '-m', 'Start the sample service');
  await git(folder, 'clone', '-q', '--bare', first, origin);
  await interlock('protect-branch', { repository: origin, branches: 'main' }, { cwd: folder });
  return git(origin, 'rev-parse', 'refs/heads/main');
}

/** A fresh clone at a commit, with the packages that its lockfile names already installed. */
export async function checkout(world: World, name: string, commit: string): Promise<string> {
  const folder = join(world.folder, name);
  await git(world.folder, 'clone', '-q', '--no-checkout', world.origin, folder);
  await git(folder, 'checkout', '-q', '--detach', commit);
  appendFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  symlinkSync(join(service, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
