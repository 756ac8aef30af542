/** What a reviewer of the change does not see, or sees otherwise than a machine reads it. */
export type HiddenKind =
  | 'bidi-control'
  | 'tag'
  | 'invisible'
  | 'variation-selector'
  | 'ideographic-variation'
  | 'private-use'
  | 'control'
  | 'line-break'
  | 'invalid-utf8';

export type OpaqueKind =
  | HiddenKind
  | 'pushed-aside'
  | 'long-line'
  | 'hidden-diff'
  | 'text-as-binary'
  | 'executable'
  | 'archive'
  | 'binary'
  | 'unread';

/** All of one kind in one place. */
export interface Sighting {
  readonly kind: OpaqueKind;
  /** The first line that has it, counted from 1. */
  readonly line?: number;
  /** At most five, such as `U+202E (right-to-left override)`, in the order of their code points. */
  readonly characters?: readonly string[];
  /** Characters; of other kinds lines, or 1 for a whole file. */
  readonly count: number;
}

/** A sighting and where it is; `more`: how many places of its kind are not named. */
export interface Opaque extends Sighting {
  readonly where: 'content' | 'path' | 'commit' | 'more';
  readonly path?: string;
  /** Full name of the commit whose message or authors have it. */
  readonly commit?: string;
  /** Whether CI systems or the gate take their orders from the file. */
  readonly governs?: 'ci' | 'gate';
}
