import { oneLine } from '@interlock/core/text';

/**
 * One log line that the runner cannot take for a workflow command: it obeys `::` at the start of a line (blanks
 * skipped) and the older `##[` anywhere in it.
 */
export function logLine(text: string): string {
  const line = oneLine(text, 4000).replaceAll('##[', '# #[');
  return /^\s*::/u.test(line) ? `| ${line}` : line;
}
