/** Where something stands in a source: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A lifeline. It plays the actor that it is named after, and those that its stereotypes name: `<<Gate>>`. */
export interface Participant {
  readonly kind: ParticipantKind;
  /** What messages call it. */
  readonly id: string;
  /** What the reader sees. */
  readonly name: string;
  readonly stereotypes: readonly string[];
  readonly colour?: string;
  /** Of its declaration; `undefined` where a message used it undeclared. */
  readonly declaredAt?: Position;
  readonly firstUsedAt?: Position;
}

export const participantKinds = [
  'participant',
  'actor',
  'boundary',
  'control',
  'entity',
  'database',
  'collections',
  'queue',
] as const;
export type ParticipantKind = (typeof participantKinds)[number];

/** `' @event policy-evaluated where outcome = done and lane != hotfix`, on the line before a message. */
export interface EventBinding {
  readonly kind: 'event';
  readonly type: string;
  readonly where: readonly Condition[];
  readonly at: Position;
}

/** `' @unobserved the forge sends a mail`: nothing in the ledger tells of this message. */
export interface Unobserved {
  readonly kind: 'unobserved';
  readonly why: string;
  readonly at: Position;
}

/** On `outcome` or on a fact of the event. */
export interface Condition {
  readonly name: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

export interface Message {
  readonly kind: 'message';
  /** Identifiers of participants. `[` and `]` are the edges of the diagram. */
  readonly from: string;
  readonly to: string;
  readonly line: 'solid' | 'dashed';
  readonly colour?: string;
  readonly label: string;
  readonly binding?: EventBinding | Unobserved;
  readonly at: Position;
}

export const fragmentKinds = ['alt', 'opt', 'loop', 'par', 'break', 'critical', 'group'] as const;
export type FragmentKind = (typeof fragmentKinds)[number];

export interface Fragment {
  readonly kind: FragmentKind;
  readonly branches: readonly Branch[];
  readonly colour?: string;
  readonly at: Position;
}

export interface Branch {
  /** What stands behind `alt`, `else`, `loop`… */
  readonly condition: string;
  readonly steps: readonly Step[];
  readonly at: Position;
}

/** `== propose ==`: everything above it happens before anything below it. */
export interface Divider {
  readonly kind: 'divider';
  readonly title: string;
  readonly at: Position;
}

/** `ref over A, B : name` */
export interface Reference {
  readonly kind: 'ref';
  readonly over: readonly string[];
  readonly text: string;
  readonly at: Position;
}

export interface Note {
  readonly kind: 'note';
  readonly over: readonly string[];
  readonly text: string;
  readonly colour?: string;
  readonly at: Position;
}

/** `' @end`: the case is over here; nothing of the diagram follows. */
export interface End {
  readonly kind: 'end';
  readonly at: Position;
}

export const isFragment = (step: Step): step is Fragment => 'branches' in step;

export type Step = Message | Fragment | Divider | Reference | Note | End;

export interface Comment {
  readonly text: string;
  readonly at: Position;
}

/** A sequence diagram, and the contract that its pragmas make of it. */
export interface Diagram {
  /** Behind `@startuml`. */
  readonly name: string;
  readonly title?: string;
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
  readonly legend?: { readonly text: string; readonly at: Position };
  /** Comments that are no pragma, `header` and `footer` included: team, repository, date and version stand there. */
  readonly comments: readonly Comment[];
  /** `' @order strict`: messages happen in the order drawn; weak: only along each lifeline. */
  readonly order: 'weak' | 'strict';
  /** `' @ignore change-read, evidence-signed`: event types that the contract leaves out. */
  readonly ignore: readonly string[];
}
