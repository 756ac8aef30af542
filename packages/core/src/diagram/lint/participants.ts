import { actors } from '../../event/index.ts';
import { problem, type Problem } from '../problem.ts';
import type { Diagram, Participant } from '../syntax.ts';
import { everyStep } from './every-step.ts';

const top = { line: 1, column: 1 };

/** R21, R48: everybody who takes part is declared, and is somebody that the flows know. */
export function lintParticipants(diagram: Diagram): readonly Problem[] {
  const mentioned = new Set(everyStep(diagram.steps).flatMap((step) => ('over' in step ? step.over : [])));
  return diagram.participants.flatMap((one) => [
    ...undeclared(one),
    ...unused(one, mentioned),
    ...(one.declaredAt === undefined ? [] : outsider(one)),
  ]);
}

function undeclared({ declaredAt, firstUsedAt, id }: Participant): readonly Problem[] {
  const late = declaredAt !== undefined && firstUsedAt !== undefined && declaredAt.line > firstUsedAt.line;
  if (declaredAt !== undefined && !late) return [];
  const at = firstUsedAt ?? top;
  const what = late ? `declared only on line ${declaredAt.line}` : 'not declared';
  return [
    problem(
      'participant-undeclared',
      'error',
      at,
      `${id} takes part here and is ${what}`,
      `Write participant ${id} above the first message`,
    ),
  ];
}

function unused({ declaredAt, firstUsedAt, id }: Participant, mentioned: ReadonlySet<string>): readonly Problem[] {
  if (declaredAt === undefined || firstUsedAt !== undefined || mentioned.has(id)) return [];
  return [problem('participant-unused', 'warning', declaredAt, `${id} takes no part`, 'Remove it, or let it act')];
}

function outsider({ declaredAt = top, name, stereotypes }: Participant): readonly Problem[] {
  const known = [name, ...stereotypes].some((text) => actors.some((actor) => actor === text));
  if (known) return [];
  return [
    problem(
      'actor-vocabulary',
      'warning',
      declaredAt,
      `${name} is none of the actors`,
      `Name the actor that it is by a stereotype: <<CI>>. Actors are ${actors.join(', ')}`,
    ),
  ];
}
