import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

/** Where the reports of a suite of tests are. */
export interface SuiteGlob {
  readonly suite: string;
  readonly glob: string;
}

/** The suite of a glob that names none. */
export const defaultSuite = 'unit';

/**
 * Reads `[SUITE=]GLOB`. The part before the first `=` is a suite only where it is written as one (`[a-z][a-z0-9-]*`):
 * `./a=b.xml` is a path. Fails with `usage` where the glob is empty, or where something that is neither a suite nor
 * the beginning of a path stands there: it would be taken for the suite "unit".
 */
export function parseSuiteGlob(text: string): Result<SuiteGlob> {
  const [, mistaken] = /^([^/\\.*?[\]{}=]+)=/.exec(text.trim()) ?? [];
  if (mistaken !== undefined && !/^[a-z][a-z0-9-]*$/.test(mistaken)) {
    return fail(
      'usage',
      `"${oneLine(mistaken, 80)}" is no name of a suite: expected lower-case letters, digits and -.`,
      {
        hint: 'Write for example integration=reports/*.xml; a path with "=" begins with ./.',
      },
    );
  }
  const [, suite = defaultSuite, glob = ''] = /^(?:([a-z][a-z0-9-]*)=)?(.*)$/s.exec(text.trim()) ?? [];
  if (glob.trim() !== '') return ok({ suite, glob: glob.trim() });
  return fail('usage', `Suite ${suite.slice(0, 80)} has no glob: expected SUITE=GLOB or GLOB.`, {
    hint: 'Write for example integration=reports/integration/*.xml.',
  });
}

/** The globs of each suite, suites in order of their names. */
export function groupBySuite(globs: readonly SuiteGlob[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { suite, glob } of globs) groups.set(suite, [...(groups.get(suite) ?? []), glob]);
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}
