import { fail, ok, type Result } from '../failure/index.ts';
import { mergeCoverage, type Coverage } from './coverage.ts';
import { insidePath } from './inside-path.ts';
import { closeRecord, openRecord, takeLine, type LcovRecord } from './lcov-record.ts';

/**
 * Coverage of lines, branches and functions of an lcov tracefile; of records of one file the larger number of hits
 * wins. `root` is the repository's folder, for absolute paths. Fails with `malformed-file` (no record, a cut record,
 * a bad line, counts without lines, a path outside `root`).
 */
export function readLcov(text: string, file: string, root: string): Result<Coverage> {
  const records: Coverage[] = [];
  let current: LcovRecord | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    let problem: string | undefined;
    if (line.startsWith('SF:')) {
      const path = insidePath(line.slice(3), root);
      if (path === undefined) problem = 'SF must name a file inside the repository';
      else if (current === undefined) current = openRecord(path);
      else problem = 'end_of_record must come before the next SF';
    } else if (line === 'end_of_record') {
      problem = endRecord(current, records);
      current = undefined;
    } else {
      problem = takeLine(current, line);
    }
    if (problem !== undefined) return malformed(problem, file, index + 1);
  }
  if (records.length === 0 || current !== undefined) return malformed('it must hold whole records', file, lines.length);
  return ok(mergeCoverage(records));
}

function endRecord(record: LcovRecord | undefined, records: Coverage[]): string | undefined {
  if (record === undefined) return 'end_of_record must follow an SF';
  const coverage = closeRecord(record);
  if (typeof coverage === 'string') return coverage;
  records.push(new Map([[record.path, coverage]]));
  return undefined;
}

function malformed(expected: string, file: string, line: number): Result<never> {
  return fail('malformed-file', `This lcov file is not as expected: ${expected}.`, {
    file,
    line,
    hint: 'Write it again with the coverage tool that made it.',
  });
}
