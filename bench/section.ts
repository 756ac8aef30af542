import { markdownTable } from '@interlock/core/text';

/** A part of RESULTS.md, and what in it misses its target. */
export interface Section {
  readonly text: readonly string[];
  readonly misses: readonly string[];
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]) => markdownTable(head, rows);

export const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;
