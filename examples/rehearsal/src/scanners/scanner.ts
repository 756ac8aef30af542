/** `wide` has the rules of `usual` too. */
export type Rules = 'usual' | 'wide';

export interface ScanPlan {
  readonly repository: string;
  readonly commit: string;
  /** A checkout of that commit, which the scanner leaves as it is. */
  readonly checkout: string;
  /** A folder for the scanner alone; not there yet. */
  readonly work: string;
  readonly rules: Rules;
  /** Where its SARIF file goes. */
  readonly output: string;
}

export interface Scanner {
  /** What its reports call the tool, and so what `scans.required` of the base calls it. */
  readonly tool: string;
  /** Answers what was looked at, for the journal. Throws where there is no report. */
  readonly scan: (plan: ScanPlan) => Promise<string>;
}
