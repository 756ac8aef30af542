import { ok, type Failure, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { CommitStatus, RunContext } from '@interlock/core/ports';
import type { Verdict } from '@interlock/core/verdict';
import { createForge } from './forge.ts';

/** Context of the status that a branch rule can require: one for the verdict, and for the approval that lets it pass. */
const statusContext = 'interlock';
const states = { merge: 'success', 'needs-approval': 'failure', blocked: 'failure' } as const;

/**
 * Status and sticky comment, where there is a change request and a token. A forge that refuses (a fork's read-only
 * token) is a warning: the verdict's exit code is the gate, and it stands.
 */
export function publishVerdict(context: RunContext, token: string | undefined, reporter: Reporter) {
  const forge = createForge(context, token);
  const { changeRequest } = context;
  if (forge === undefined || changeRequest === undefined) return undefined;
  return async (verdict: Verdict, markdown: string): Promise<Result<void>> => {
    const status = await forge.publishStatus({
      commit: changeRequest.head,
      ...answerOf(verdict),
      context: statusContext,
      ...targetOf(context),
    });
    if (!status.ok) warn(reporter, status.error);
    const comment = await forge.publishComment({
      changeRequest: changeRequest.number,
      marker: 'interlock/verdict',
      markdown,
    });
    if (!comment.ok) warn(reporter, comment.error);
    return ok(undefined);
  };
}

/**
 * The status of a change whose approval was used, in place of that of its verdict; a rule that requires it then lets the
 * change in. Where there is no token nothing is told; a forge that refuses is a warning, and the change stays out.
 */
export function publishApproval(context: RunContext, token: string | undefined, reporter: Reporter) {
  const forge = createForge(context, token);
  if (forge === undefined) return undefined;
  return async (head: string, approvers: readonly string[]): Promise<void> => {
    const status = await forge.publishStatus({
      commit: head,
      state: 'success',
      description: `approved by ${approvers.join(', ')}`,
      context: statusContext,
      ...targetOf(context),
    });
    if (!status.ok) warn(reporter, status.error);
  };
}

const targetOf = ({ runUrl }: RunContext) => (runUrl === undefined ? {} : { targetUrl: runUrl });

function answerOf({ decision, findings, undecided }: Verdict): Pick<CommitStatus, 'state' | 'description'> {
  if (undecided !== undefined) return { state: 'error', description: `could not decide: ${undecided.message}` };
  return { state: states[decision], description: `${decision}: ${findings.length} findings` };
}

function warn(reporter: Reporter, { message, hint }: Failure): void {
  reporter.annotate({ level: 'warning', title: 'status not published', message: `${message} ${hint ?? ''}`.trim() });
}
