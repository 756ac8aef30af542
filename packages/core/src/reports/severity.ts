/** From worst to least. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Severity of a CVSS-like score of 0 to 10, by the cut-offs of CVSS v3.1, section 5; a score of 0 is `info`. */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

/** A score from 0 to 10, as text or number; undefined where it is neither. */
export function readScore(value: unknown): number | undefined {
  const score = typeof value === 'string' && /^\s*\d{1,2}(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof score === 'number' && score >= 0 && score <= 10 ? score : undefined;
}
