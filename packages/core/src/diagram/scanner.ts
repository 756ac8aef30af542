import type { Position } from './syntax.ts';

/** Reads one line from left to right. */
export class Scanner {
  readonly #text: string;
  readonly #line: number;
  #at: number;

  constructor(text: string, line: number, start = 0) {
    this.#text = text;
    this.#line = line;
    this.#at = start;
    this.blanks();
  }

  get position(): Position {
    return { line: this.#line, column: this.#at + 1 };
  }

  get rest(): string {
    return this.#text.slice(this.#at).trimEnd();
  }

  get done(): boolean {
    return this.rest === '';
  }

  blanks(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1;
  }

  /** What a sticky pattern finds here, with its groups; the blanks behind it are skipped. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.#match(pattern);
    if (found === undefined) return undefined;
    this.#at += found[0].length;
    this.blanks();
    return found;
  }

  /** Like `take`, but what stands behind must be a blank or the end. */
  word(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.#match(pattern);
    const next = found && this.#text[this.#at + found[0].length];
    return found && (next === undefined || /[\s#<:]/.test(next)) ? this.take(pattern) : undefined;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    if (!pattern.sticky) throw new Error(`not sticky: ${pattern.source}`);
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }
}

/** A name: `"in quotes"`, or letters, digits, `_`, `.` and `@`. */
export function takeName(scanner: Scanner): string | undefined {
  const quoted = scanner.take(/"([^"]{1,300})"/y);
  return quoted?.[1] ?? scanner.take(/[\p{L}\p{N}_.@]{1,300}/uy)?.[0];
}

/** `#red` or `#FF0000`, without the sign. */
export const takeColour = (scanner: Scanner) => scanner.take(/#([A-Za-z0-9]{1,30})/y)?.[1];
