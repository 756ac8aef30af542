import type { Position } from './syntax.ts';

/** What is wrong with a diagram, and how it is put right. */
export interface Problem {
  readonly rule: RuleName;
  readonly level: 'error' | 'warning';
  readonly at: Position;
  readonly message: string;
  readonly fix: string;
}

/** The rules, and what each asks for. */
export const rules = {
  syntax: 'The source is in the subset of PlantUML that is read.',
  'diagram-name': 'A diagram has a name behind `@startuml`.',
  'header-missing': 'Header or comments name team, repository, date and version.',
  'header-date': 'The date is a day of the calendar, as 2026-01-31.',
  'participant-undeclared': 'Each participant is declared before its first message.',
  'participant-unused': 'Each declared participant takes part.',
  'actor-vocabulary': 'A participant is named after an actor, or a stereotype names one.',
  'label-missing': 'Each message says what is done.',
  'label-verb': 'A message begins with a verb.',
  'artifact-unnamed': 'A message that makes or hands over evidence names it.',
  'approval-unmarked': 'A message that asks for or gives an approval is coloured or has a note.',
  'credential-unmarked': 'A message that carries a credential is coloured or has a note.',
  'legend-missing': 'A legend says what colours and arrows mean.',
  'legend-colour': 'The legend names each colour that a message has.',
  'security-missing': 'Legend or a note has a section on security, with what protects each step.',
  'label-duplicate': 'Messages that may happen at the same time differ.',
  'event-unknown': 'An event is one that operations record.',
  'event-route': 'A message runs between the actors of its event.',
  'message-unbound': 'Each message names its event, or says why there is none.',
  'break-without-end': 'A break says whether the case is over.',
  'end-in-par': 'The case does not end inside a par.',
  'contract-broken': 'A contract can be checked: each `ref` names a diagram, and loops count to 1,000 at most.',
} as const;
export type RuleName = keyof typeof rules;

export const problem = (
  rule: RuleName,
  level: Problem['level'],
  at: Position,
  message: string,
  fix: string,
): Problem => ({ rule, level, at, message, fix });

export const syntaxError = (at: Position, message: string, fix: string) => problem('syntax', 'error', at, message, fix);
