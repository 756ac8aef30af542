import type { ChangedFile, ChangeStatus } from '@interlock/core/change';
import { fail, ok, type Result } from '@interlock/core/failure';

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

/** Joins `diff-tree --raw --numstat -z` with `diff-tree -p -U0` (quoted names), which list files in the same order. */
export function parseDiff(raw: Uint8Array, patch: string): Result<readonly ChangedFile[]> {
  const text = decode(raw);
  if (text === undefined)
    return fail('bad-repository', 'A changed file has a name that is not UTF-8.', { hint: 'Rename the file.' });
  const fields = text.split('\0');
  const sections = parsePatch(patch);
  const head = readEntries(fields);
  if (head === undefined) return unexpected();
  const { entries } = head;
  let at = head.end;
  const files: ChangedFile[] = [];
  let section = 0;
  for (const entry of entries) {
    const match = /^(\d+|-)\t(\d+|-)\t/.exec(fields[at] ?? '');
    if (match === null) return unexpected();
    at += entry.previousPath === undefined ? 1 : 3;
    // git writes a type change as a deletion and an addition
    section += entry.status === 'type-changed' ? 2 : 1;
    const addedLines = sections[section - 1];
    if (addedLines === undefined) return unexpected();
    const binary = match[1] === '-';
    files.push({
      ...entry,
      added: binary ? 0 : Number(match[1]),
      removed: binary ? 0 : Number(match[2]),
      binary,
      addedLines,
    });
  }
  return section === sections.length ? ok(files) : unexpected();
}

function readEntries(fields: readonly string[]): { entries: readonly Entry[]; end: number } | undefined {
  const entries: Entry[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':') === true) {
    const [oldMode = '', newMode = '', , , letter = ''] = (fields[at] ?? '').slice(1).split(' ');
    const status = statuses[letter.charAt(0)];
    if (status === undefined) return undefined;
    const moved = status === 'renamed' || status === 'copied';
    const first = fields[at + 1] ?? '';
    if (moved) entries.push({ path: fields[at + 2] ?? '', previousPath: first, status, oldMode, newMode });
    else entries.push({ path: first, status, oldMode, newMode });
    at += moved ? 3 : 2;
  }
  return { entries, end: at };
}

function parsePatch(patch: string): readonly Ranges[] {
  const sections: (readonly [number, number])[][] = [];
  for (const line of patch.split('\n')) {
    if (line.startsWith('diff --git ')) sections.push([]);
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const first = Number(hunk[1]);
    const count = Number(hunk[2] ?? 1);
    if (count > 0) sections.at(-1)?.push([first, first + count - 1]);
  }
  return sections;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function unexpected(): Result<never> {
  return fail('bad-repository', 'git answered with a diff in a form that is not known.');
}
