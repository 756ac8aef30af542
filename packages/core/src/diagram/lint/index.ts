import type { Problem } from '../problem.ts';
import type { Diagram } from '../syntax.ts';
import { lintContract } from './contract.ts';
import { lintHeader } from './header.ts';
import { lintLegend } from './legend.ts';
import { lintMessages } from './messages.ts';
import { lintParticipants } from './participants.ts';

/** What a diagram lacks of the notation standard, from top to bottom. */
export function lintDiagram(diagram: Diagram): readonly Problem[] {
  return [lintHeader, lintParticipants, lintMessages, lintLegend, lintContract]
    .flatMap((lint) => lint(diagram))
    .toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}
