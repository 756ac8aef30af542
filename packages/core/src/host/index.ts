import type { Failure } from '../failure/index.ts';
import type { InputLookup } from '../operation/parse-inputs.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** Set where the summary says the same, so that a host whose log shows the summary need not say it twice. */
  readonly shownBy?: 'summary';
}

/** What an operation tells people while it works. The same text on every host, in that host's form. */
export interface Reporter {
  /** One plain line of the log. */
  info(line: string): void;
  /** Progress of long work: a spinner on a terminal, a line in CI. */
  progress(line: string): void;
  annotate(annotation: Annotation): void;
  /** Markdown for the step summary (GitHub), the job log (GitLab) or the terminal. Escape what comes from outside. */
  summary(markdown: string): void;
}

/** Where an operation runs: it supplies inputs and takes outputs. Implementations: GitHub, GitLab, terminal. */
export interface Host {
  readonly kind: 'github' | 'gitlab' | 'terminal';
  readonly reporter: Reporter;
  readonly input: InputLookup;
  /** Names that were given but that the operation does not declare. */
  unknownInputs(declared: readonly string[]): readonly string[];
  output(name: string, value: string): void;
  fail(failures: readonly Failure[]): void;
  /** Writes what is still held back: summary, outputs, and on a terminal the JSON document. */
  flush(exitCode: number): Promise<void>;
}
