import { isFragment, type Diagram, type Participant, type Step, type Fragment } from './syntax.ts';

/** Writes a diagram as PlantUML that reads back as the same diagram. */
export function printDiagram(diagram: Diagram): string {
  return [
    `@startuml ${diagram.name}`,
    ...(diagram.order === 'strict' ? ["' @order strict"] : []),
    ...(diagram.ignore.length === 0 ? [] : [`' @ignore ${diagram.ignore.join(', ')}`]),
    ...(diagram.title === undefined ? [] : [`title ${diagram.title}`]),
    ...diagram.comments.map(({ text }) => `' ${text}`),
    ...diagram.participants.map(printParticipant),
    ...diagram.steps.flatMap(printStep),
    ...(diagram.legend === undefined ? [] : ['legend', diagram.legend.text, 'end legend']),
    '@enduml',
    '',
  ].join('\n');
}

function printParticipant({ colour, id, kind, name, stereotypes }: Participant): string {
  const tail = [...stereotypes.map((one) => ` <<${one}>>`), colour === undefined ? '' : ` #${colour}`].join('');
  return `${kind} "${name}" as ${id}${tail}`;
}

function printStep(step: Step): readonly string[] {
  if (isFragment(step)) return printFragment(step);
  switch (step.kind) {
    case 'message': {
      const { binding, colour, from, label, line, to } = step;
      const style = colour === undefined ? '' : `[#${colour}]`;
      const arrow = `${from} -${style}${line === 'dashed' ? '-' : ''}> ${to} : ${label}`;
      if (binding === undefined) return [arrow];
      if (binding.kind === 'unobserved') return [`' @unobserved ${binding.why}`, arrow];
      const where = binding.where.map(({ name, operator, value }) => `${name} ${operator} "${value}"`).join(' and ');
      return [`' @event ${binding.type}${where === '' ? '' : ` where ${where}`}`, arrow];
    }
    case 'divider':
      return [`== ${step.title} ==`];
    case 'ref':
      return [`ref over ${step.over.join(', ')} : ${step.text}`];
    case 'note':
      return step.over.length === 0
        ? ['note right', step.text, 'end note']
        : [`note over ${step.over.join(', ')} : ${step.text}`];
    case 'end':
      return ["' @end"];
  }
}

function printFragment({ branches, kind }: Fragment): readonly string[] {
  return [
    ...branches.flatMap(({ condition, steps }, at) => [
      `${at === 0 ? kind : 'else'} ${condition}`.trimEnd(),
      ...steps.flatMap(printStep),
    ]),
    'end',
  ];
}
