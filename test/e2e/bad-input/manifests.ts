import { join } from 'node:path';
import { signerLine } from './bundles.ts';
import { keys } from './keys.ts';
import { commit, git, initRepository } from './repository.ts';

export const manifestPath = '.interlock/changes/fix.yml';

/** A manifest that holds for a change of `src/` from this base. */
export function manifestText(base: string, edit: (text: string) => string = (text) => text): string {
  return edit(`schema: interlock/agent-manifest/v1
id: fix
repository: shop/cart
branch: agent/fix
base: "${base}"
agent: { name: coder, version: "1", model: m, session: s }
principal: ann@example.org
task: Fix the sum
rationale: It rounded too early
kind: normal
paths: { allowed: [src/**] }
limits: { files: 3, lines: 20 }
rollback: revert it
expires: 2099-01-01T00:00:00Z
`);
}

interface Made {
  readonly edit?: (text: string) => string;
  /** Files of the change beside the manifest. */
  readonly files?: Readonly<Record<string, string>>;
  readonly signers?: string;
}

/** A repository in `repo` with the branch `agent/fix`, whose one commit brings a manifest without a signature. */
export const changeWithManifest =
  ({ edit, files = {}, signers = signerLine(keys.goodPublic, 'coder') }: Made = {}) =>
  (folder: string) => {
    const repo = join(folder, 'repo');
    initRepository(repo);
    const base = commit(repo, { '.interlock/signers': signers, 'readme.md': 'one\n' });
    git(repo, 'switch', '-q', '-c', 'agent/fix');
    commit(repo, { 'src/a.ts': 'export {};\n', [manifestPath]: manifestText(base, edit), ...files });
    return { repository: 'repo', base: 'main', head: 'agent/fix' };
  };
