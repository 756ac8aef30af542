import { textTable } from '@interlock/core/text';
import { describeEnding, isAsExpected } from './rehearsal/ending.ts';
import { holds, type Check } from './rehearsal/final-state.ts';
import type { Rehearsed } from './rehearsal/rehearse.ts';

const short = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit - 3)}...` : text);

/** How each rehearsal was to end and how it ended. */
export function endingsTable(rehearsed: readonly Rehearsed[]): string {
  const rows = rehearsed.map(({ expected, found, name }) => [
    name,
    short(describeEnding(expected), 60),
    short(describeEnding(found), 90),
    isAsExpected(expected, found) ? 'ok' : 'WRONG',
  ]);
  return textTable([['rehearsal', 'must be', 'was', ''], ...rows]).join('\n');
}

/** What was asked at the end. */
export function checksTable(checks: readonly Check[]): string {
  const rows = checks.map((check) => [
    check.what,
    short(check.expected, 26),
    short(check.found, 26),
    holds(check) ? 'ok' : 'WRONG',
  ]);
  return textTable([['final state', 'expected', 'found', ''], ...rows]).join('\n');
}
