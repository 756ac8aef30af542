import type { Matcher } from '@interlock/core/canary';

/** A range selector in PromQL. Names were checked when the matchers were parsed; values are quoted here. */
export function rangeSelector(metric: string, matchers: readonly Matcher[], windowSeconds: number): string {
  const conditions = matchers.map(({ label, operator, value }) => `${label}${operator}${quote(value)}`);
  return `${metric}{${conditions.join(',')}}[${Math.ceil(windowSeconds)}s]`;
}

/** A PromQL string in double quotes: Go's escapes. */
function quote(value: string): string {
  const escaped = value
    .replace(/[\\"]/g, '\\$&')
    .replace(/[\u0000-\u001f\u007f]/g, (char) => `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);
  return `"${escaped}"`;
}
