import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { markdownTable } from '@interlock/core/text';
import * as v from 'valibot';

const requirement = v.strictObject({
  says: v.pipe(v.string(), v.nonEmpty()),
  /** `<file>: <title of the test>`. */
  tests: v.exactOptional(v.pipe(v.array(v.string()), v.minLength(1))),
  /** What no test shows yet: all of it where there is no test, else the rest. */
  notYet: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
});
const schema = v.strictObject({
  last: v.strictObject({ R: v.number(), D: v.number() }),
  requirements: v.record(v.string(), requirement),
});
export type Traceability = v.InferOutput<typeof schema>;

const file = resolve(import.meta.dirname, '../../test/traceability/requirements.json');

/** What is demanded of the project, number by number, and the tests that show it. */
export function readTraceability(): Traceability {
  return v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
}

/** The file and the title that an entry names. */
export function testOf(entry: string): { readonly path: string; readonly title: string } {
  const at = entry.indexOf(': ');
  return { path: entry.slice(0, at), title: entry.slice(at + 2) };
}

/** `docs/reference/traceability.md`. */
export function traceabilityPage({ requirements }: Traceability): string {
  const all = Object.entries(requirements);
  const shown = all.filter(([, { notYet }]) => notYet === undefined).length;
  const partly = all.filter(([, { notYet, tests }]) => notYet !== undefined && tests !== undefined).length;
  return [
    '<!-- Generated from test/traceability/requirements.json by `pnpm generate`. Do not edit. -->',
    '# Requirements and their tests',
    '',
    `Of ${all.length} requirements, tests show ${shown}, and ${partly} in part; ${all.length - shown - partly} are not there yet. A test checks that each`,
    'test named here exists.',
    '',
    markdownTable(
      ['Number', 'Requirement', 'Tests', 'Not yet'],
      all.map(([number, { notYet = '', says, tests = [] }]) => [number, says, tests.map(cellOf).join('<br>'), notYet]),
    ),
    '',
  ].join('\n');
}

function cellOf(entry: string): string {
  const { path, title } = testOf(entry);
  return `[${title.replaceAll('|', '\\|')}](${join('../..', path)})`;
}
