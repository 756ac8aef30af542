import { refuse, requestDigest, type Approval, type ApprovalConsumption, type Refusal } from '@interlock/core/approval';
import { ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { ConsumeOnce, Remote, RunContext } from '@interlock/core/ports';
import { reachableRemote } from '../remote.ts';
import type { verifyApproval } from './declaration.ts';

type Inputs = InputsOf<typeof verifyApproval>;

/** Where the use is to be marked; `undefined`: here. */
export function remoteOf(inputs: Inputs, context: RunContext): Result<Remote | undefined> {
  if (inputs.consume !== 'remote') return ok(undefined);
  return reachableRemote(inputs, context, 'The use cannot be marked on the forge');
}

/** Marks the one use of the request, once it is known that it is approved. */
export async function consume(
  { subject }: Approval,
  inputs: Inputs,
  remote: Remote | undefined,
  consumeOnce: ConsumeOnce,
): Promise<Result<Result<ApprovalConsumption, Refusal>>> {
  const where = inputs.consume;
  if (where === 'never') return ok(ok({ where }));
  const digest = requestDigest(subject);
  const marked = await consumeOnce({ repository: inputs.repository, digest, remote });
  if (!marked.ok) return marked;
  if ('mark' in marked.value) return ok(ok({ where, ...marked.value.mark }));
  const { object, origin, reference } = marked.value.holder;
  return ok(
    origin === 'interlock'
      ? refuse('already-used', `This approval was used before: ${reference} is ${object}.`)
      : refuse('foreign-mark', `Interlock did not mark this approval as used, but ${reference} is there: ${object}.`),
  );
}
