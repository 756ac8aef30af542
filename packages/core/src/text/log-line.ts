import { oneLine } from './escape.ts';

/**
 * One log line that GitHub's runner cannot take for a workflow command: it obeys `::` at the start of a line (blanks
 * skipped) and the older `##[` anywhere in it. A command in a `run:` step is read like an action.
 */
export function logLine(text: string): string {
  const line = oneLine(text, 4000).replaceAll('##[', '# #[');
  return /^\s*::/u.test(line) ? `| ${line}` : line;
}
