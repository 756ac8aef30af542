interface Common {
  /** One or two sentences for a reader who knows CI but not this project. */
  readonly description: string;
  /** An input that must be given; an optional one without default is `undefined`. */
  readonly required?: true;
  readonly example?: string;
}

export interface TextInput extends Common {
  readonly type: 'string' | 'path';
  readonly default?: string;
  /** Must match the whole value. Kept to syntax that JavaScript, Ruby and RE2 read alike (GitLab checks it too). */
  readonly pattern?: RegExp;
}

export interface ChoiceInput extends Common {
  readonly type: 'choice';
  readonly options: readonly [string, ...string[]];
  readonly default?: string;
}

export interface BooleanInput extends Common {
  readonly type: 'boolean';
  readonly default: boolean;
}

export interface NumberInput extends Common {
  readonly type: 'integer' | 'number';
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
  /** Environment variable, known beyond this project, that stands in where the input is not given. */
  readonly variable?: string;
}

/** Written `90s`, `15m`, `2h` or `250ms`; a handler sees seconds. */
export interface DurationInput extends Common {
  readonly type: 'duration';
  readonly default?: string;
}

/** One value a line; on a command line the flag may also be repeated. */
export interface LinesInput extends Common {
  readonly type: 'lines';
  readonly default?: readonly string[];
}

/** Never a flag and never written into a script: read from the environment only, and masked in logs. */
export interface SecretInput extends Common {
  readonly type: 'secret';
  /** Default in action.yml, where an expression is allowed. */
  readonly actionDefault?: string;
  /** The CI variable that GitLab and a terminal read. */
  readonly variable: string;
}

/** Value of the variable that an input names itself, secrets aside: they have a way of their own on each host. */
export function standInOf(input: Input, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = input.type === 'integer' || input.type === 'number' ? input.variable : undefined;
  return named === undefined ? undefined : environment[named];
}

export type Input = TextInput | ChoiceInput | BooleanInput | NumberInput | DurationInput | LinesInput | SecretInput;

export interface Output {
  readonly description: string;
}
