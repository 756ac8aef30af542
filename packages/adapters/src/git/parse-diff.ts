import type { ChangedFile, ChangeStatus } from '@interlock/core/change';
import { fail, ok, type Result } from '@interlock/core/failure';
import { unquotePath } from './quoted-path.ts';

const statuses: Readonly<Record<string, ChangeStatus>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'type-changed',
};
type Ranges = ChangedFile['addedLines'];
type Entry = Pick<ChangedFile, 'path' | 'previousPath' | 'status' | 'oldMode' | 'newMode'>;

/** Reads `diff-tree --raw --numstat -p -U0` with quoted paths: three lists of the same files in the same order. */
export function parseDiff(output: Buffer): Result<readonly ChangedFile[]> {
  const lines = output.toString('latin1').split('\n');
  const after = lines.findIndex((line) => !line.startsWith(':'));
  const sections = parsePatch(lines, after * 2);
  const files: ChangedFile[] = [];
  let section = 0;
  for (const [at, line] of lines.slice(0, after).entries()) {
    const entry = readEntry(line);
    if (!entry.ok) return entry;
    const counts = /^(\d+|-)\t(\d+|-)\t/.exec(lines[after + at] ?? '');
    if (counts === null) return unexpected();
    // git writes a type change as a deletion and an addition
    section += entry.value.status === 'type-changed' ? 2 : 1;
    const addedLines = sections[section - 1];
    if (addedLines === undefined) return unexpected();
    const binary = counts[1] === '-';
    const [added, removed] = binary ? [0, 0] : [Number(counts[1]), Number(counts[2])];
    files.push({ ...entry.value, added, removed, binary, addedLines });
  }
  return section === sections.length ? ok(files) : unexpected();
}

/** `:<old mode> <new mode> <old object> <new object> <status>\t<path>`, with a second path for a rename or copy. */
function readEntry(line: string): Result<Entry> {
  const [facts = '', ...quoted] = line.slice(1).split('\t');
  const [oldMode = '', newMode = '', , , letter = ''] = facts.split(' ');
  const status = statuses[letter.charAt(0)];
  const moved = status === 'renamed' || status === 'copied';
  if (status === undefined || quoted.length !== (moved ? 2 : 1)) return unexpected();
  const [first, second] = quoted.map(unquotePath);
  const path = moved ? second : first;
  if (first === undefined || path === undefined)
    return fail('bad-repository', 'A changed file has a name that is not UTF-8.', { hint: 'Rename the file.' });
  return ok({ path, ...(moved ? { previousPath: first } : {}), status, oldMode, newMode });
}

function parsePatch(lines: readonly string[], start: number): readonly Ranges[] {
  const sections: (readonly [number, number])[][] = [];
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('diff --git ')) sections.push([]);
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const first = Number(hunk[1]);
    const count = Number(hunk[2] ?? 1);
    if (count > 0) sections.at(-1)?.push([first, first + count - 1]);
  }
  return sections;
}

function unexpected(): Result<never> {
  return fail('bad-repository', 'git answered with a diff in a form that is not known.');
}
