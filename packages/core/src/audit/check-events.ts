import { oneLine } from '../text/index.ts';
import { fails, holds, note, type AuditFile, type Check } from './check.ts';
import type { AuditFolder } from './read-folder.ts';

/** Jobs run on several machines, whose clocks differ by that many milliseconds at most. */
const clockSkew = 60_000;

/** The chain itself was checked when it was read; here its times, and the files that it names. */
export function checkEvents({ chains, files }: AuditFolder): readonly Check[] {
  return chains.flatMap(({ events, path }): readonly Check[] => {
    const times = events.map(({ time }) => Date.parse(time));
    const back = times.findIndex((time, index) => time < (times[index - 1] ?? -Infinity) - clockSkew);
    if (back !== -1) return [fails(path, `line ${back + 1} is of an earlier time than the line before`)];
    const last = new Map(events.flatMap(({ subjects }) => subjects.map(({ digest, name }) => [name, digest] as const)));
    const base = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const named = [...last].flatMap(([name, digest]) => {
      const file = files.find((one) => one.path === base + name) ?? nearest(files, name);
      return file === undefined ? [] : [{ file, digest }];
    });
    const wrong = named.filter(({ digest, file }) => file.digest !== digest);
    return [
      holds(
        path,
        `${events.length} events, each naming the one before; ${named.length} of the files they name are here`,
      ),
      ...wrong.map(({ file }) => fails(file.path, `is not the file that ${path} names`)),
      note(path, 'nothing signs this file: whoever could write it could have written another chain'),
      ...cases(path, new Set(events.map((event) => event.case))),
    ];
  });
}

function cases(path: string, all: ReadonlySet<string>): readonly Check[] {
  if (all.size < 2) return [];
  return [note(path, `has events of ${all.size} cases: ${oneLine([...all].join(', '), 160)}`)];
}

/** An event names a file by the path that the job saw; the folder may hold only the end of it. */
const isAt = (path: string, name: string) => name === path || name.endsWith(`/${path}`);

/** The longest end: of `x/a.txt` and `a.txt`, `/job/x/a.txt` is the first. */
function nearest(files: readonly AuditFile[], name: string): AuditFile | undefined {
  return files
    .filter(({ path }) => isAt(path, name))
    .toSorted((one, other) => other.path.length - one.path.length)
    .at(0);
}

/** The files that some chain names, by their right digest. */
export function namedFiles({ chains, files }: AuditFolder): ReadonlySet<string> {
  const digests = new Set(
    chains.flatMap(({ events }) => events.flatMap(({ subjects }) => subjects.map(({ digest }) => digest))),
  );
  return new Set(files.filter(({ digest }) => digests.has(digest)).map(({ path }) => path));
}
