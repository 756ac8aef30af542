import type { AnyOperation, Operation } from './define-operation.ts';
import type { Input, Output } from './input.ts';

/** What every operation takes that writes an event; its handler does not see them. */
export const eventInputs = {
  'events-file': {
    type: 'path',
    description:
      'File (JSON Lines) that takes the event of this operation, chained to the one before. Default: .interlock/out/events.jsonl in CI; none on a terminal.',
  },
  case: {
    type: 'string',
    pattern: /[!-~]{1,200}/,
    description:
      'Name, without blanks, that the events of one change or release share. Default: the change request or the ref of the run; on a terminal the name in the event before, else local.',
  },
} as const satisfies Record<string, Input>;

/** The operation as people see it. */
export function withEventInputs<I extends Record<string, Input>, O extends Record<string, Output>>(
  operation: Operation<I, O>,
): AnyOperation {
  return operation.event === undefined ? operation : { ...operation, inputs: { ...operation.inputs, ...eventInputs } };
}
