import type { Change, ChangedFile, Commit } from '../change/index.ts';

/** For tests: changes as git's objects would show them. */

export const [base, mergeBase, head] = ['b', 'e', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
export const manifestPath = '.interlock/changes/fix.yml';

export function changed(path: string, more: Partial<ChangedFile> = {}): ChangedFile {
  const same = { oldMode: '100644', newMode: '100644', added: 2, removed: 1, binary: false };
  return { path, status: 'modified', ...same, addedLines: [[3, 4]], ...more };
}

export const added = (path: string, newMode = '100644'): ChangedFile =>
  changed(path, { status: 'added', oldMode: '000000', newMode });

export function commitOf(message: string, parents: readonly string[] = [mergeBase]): Commit {
  const person = { name: 'Ann', email: 'ann@example.org' };
  return { id: head, parents, tree: 'd'.repeat(40), author: person, committer: person, committedAt: 0, message };
}

export function changeOf(files: readonly ChangedFile[], more: Partial<Change> = {}): Change {
  return {
    base,
    head,
    mergeBase,
    files,
    commits: [commitOf('change\n')],
    opaque: [],
    ciFiles: [],
    gateFiles: [],
    doubts: [],
    counts: { files: files.length, linesAdded: 2 * files.length, linesRemoved: files.length },
    ...more,
  };
}

/** A manifest that holds for a change of `src/`, as text; `edit` makes it wrong. */
export function manifestText(edit: (lines: string) => string = (lines) => lines): string {
  return edit(`schema: interlock/agent-manifest/v1
id: fix-7
repository: shop/cart
branch: agent/fix
base: "${mergeBase}"
agent: { name: coder, version: "1.0", model: m-1, session: s-9 }
principal: ann@example.org
task: Fix the sum
rationale: It rounded too early
kind: normal
paths:
  allowed: [src/**, "*.md"]
  forbidden: [src/secret/**]
limits:
  files: 3
  lines: 20
rollback: revert it
expires: 2026-03-01T00:00:00Z
`);
}
