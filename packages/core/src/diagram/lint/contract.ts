import { eventRoutes, eventTypes } from '../../event/index.ts';
import { problem, type Problem } from '../problem.ts';
import type { Diagram, EventBinding, Fragment, Message, Participant, Step } from '../syntax.ts';
import { everyMessage, everyStep } from './every-step.ts';

/** What keeps a diagram from being checked against the ledger. */
export function lintContract({ participants, steps }: Diagram): readonly Problem[] {
  const messages = everyMessage(steps).map(({ message }) => message);
  const isContract = messages.some(({ binding }) => binding?.kind === 'event');
  const byId = new Map(participants.map((one) => [one.id, one]));
  const fragments = everyStep(steps).filter((step) => 'branches' in step);
  return [
    ...messages.flatMap((message) => lintBinding(message, byId, isContract)),
    ...fragments.flatMap((fragment) => (fragment.kind === 'par' ? lintPar(fragment) : [])),
    ...(isContract ? fragments.flatMap(lintBreak) : []),
  ];
}

function lintBinding(
  message: Message,
  participants: ReadonlyMap<string, Participant>,
  isContract: boolean,
): readonly Problem[] {
  const { at, binding } = message;
  if (binding?.kind === 'event') return lintEvent(message, binding, participants);
  if (binding !== undefined || !isContract) return [];
  const fix = "Write ' @event and its type on the line before, or ' @unobserved and why";
  return [problem('message-unbound', 'warning', at, 'Nothing says how the ledger tells of this message', fix)];
}

function lintEvent(
  { at, from, to }: Message,
  { at: where, type }: EventBinding,
  participants: ReadonlyMap<string, Participant>,
): readonly Problem[] {
  const known = eventTypes.find((one) => one === type);
  if (known === undefined)
    return [
      problem('event-unknown', 'error', where, `No operation records “${type}”`, `Types are ${eventTypes.join(', ')}`),
    ];
  const route = eventRoutes[known];
  const plays = (id: string, actor: string) => {
    const one = participants.get(id);
    return one === undefined || one.name === actor || one.stereotypes.includes(actor);
  };
  if (plays(from, route.from) && plays(to, route.to)) return [];
  const fix = `Draw it so, or let the participants play them: <<${route.from}>>, <<${route.to}>>`;
  return [problem('event-route', 'error', at, `${type} runs from ${route.from} to ${route.to}`, fix)];
}

function lintPar({ branches }: Fragment): readonly Problem[] {
  const seen = new Map<string, number>();
  return branches.flatMap(({ steps }, index) => [
    ...everyMessage(steps).flatMap(({ message }) => {
      const event =
        message.binding?.kind === 'event' ? JSON.stringify([message.binding.type, message.binding.where]) : '';
      const key = [message.from, message.to, event === '' ? message.label : event].join('\n');
      const other = seen.get(key) ?? index;
      seen.set(key, other);
      if (other === index) return [];
      const fix = 'Give one of them another label, or a condition: where suite = unit';
      return [
        problem('label-duplicate', 'error', message.at, 'The same message stands in another branch of this par', fix),
      ];
    }),
    ...everyStep(steps)
      .filter(({ kind }) => kind === 'end')
      .map(({ at }) =>
        problem('end-in-par', 'error', at, 'The case ends while other branches go on', 'Move @end below the par'),
      ),
  ]);
}

function lintBreak({ at, branches, kind }: Fragment): readonly Problem[] {
  const says = (steps: readonly Step[]) => everyStep(steps).some((step) => step.kind === 'end');
  if (kind !== 'break' || branches.some(({ steps }) => says(steps))) return [];
  const fix = "Write ' @end in it where the case is over; else it leaves only the fragment that it stands in";
  return [problem('break-without-end', 'warning', at, 'This break does not say whether the case is over', fix)];
}
