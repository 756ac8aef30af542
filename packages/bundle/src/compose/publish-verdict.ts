import { ok, type Failure, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { CommitStatus, Forge, RunContext } from '@interlock/core/ports';
import type { Verdict } from '@interlock/core/verdict';
import { forgeAt } from './forge.ts';

/** Context of the status that a branch rule can require: one for the verdict, and for the approval that lets it pass. */
const statusContext = 'interlock';
const states = { merge: 'success', 'needs-approval': 'failure', blocked: 'failure' } as const;

/** Where an answer is published: on the forge of the run, or on a terminal in a bare repository that is its own forge. */
export interface Place {
  readonly context: RunContext;
  readonly token: string | undefined;
  readonly repository: string | undefined;
  /** Number of the request, on a terminal. */
  readonly request: number | undefined;
}

const forgeOf = ({ context, repository, token }: Place) => forgeAt(context, token, repository);

/**
 * Status and sticky comment, where there is a change request and a token. A forge that refuses (a fork's read-only
 * token) is a warning: the verdict's exit code is the gate, and it stands.
 */
export function publishVerdict(place: Place, reporter: Reporter) {
  const { context, request } = place;
  const forge = context.kind === 'terminal' && request === undefined ? undefined : forgeOf(place);
  const number = context.changeRequest?.number ?? request;
  if (forge === undefined || number === undefined) return undefined;
  return async (verdict: Verdict, markdown: string): Promise<Result<void>> => {
    const commit = context.changeRequest?.head ?? verdict.head;
    if (commit === undefined) return ok(undefined);
    const answer = answerOf(verdict);
    const status = await forge.publishStatus({ commit, ...answer, context: statusContext, ...targetOf(context) });
    if (!status.ok) warn(reporter, status.error);
    const comment = await forge.publishComment({
      changeRequest: number,
      marker: 'interlock/verdict',
      markdown,
    });
    if (!comment.ok) warn(reporter, comment.error);
    return ok(undefined);
  };
}

/**
 * The status of a change whose approval was used, in place of that of its verdict; a rule that requires it then lets the
 * change in. Where there is no token nothing is told, nor on a terminal where no local forge has the request; a forge that
 * refuses is a warning, and the change stays out.
 */
export function publishApproval(place: Place, reporter: Reporter) {
  const { context, request } = place;
  const forge = forgeOf(place);
  if (forge === undefined || (context.kind === 'terminal' && request === undefined)) return undefined;
  return async (head: string, approvers: readonly string[]): Promise<void> => {
    const isLocal = context.kind === 'terminal' && request !== undefined;
    if (isLocal && !(await isHead(forge, request, head))) return;
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

async function isHead(forge: Forge, request: number, head: string): Promise<boolean> {
  const state = await forge.readRequest(request);
  return state.ok && state.value.head === head;
}

const targetOf = ({ runUrl }: RunContext) => (runUrl === undefined ? {} : { targetUrl: runUrl });

function answerOf({ decision, findings, undecided }: Verdict): Pick<CommitStatus, 'state' | 'description'> {
  if (undecided !== undefined) return { state: 'error', description: `could not decide: ${undecided.message}` };
  return { state: states[decision], description: `${decision}: ${findings.length} findings` };
}

function warn(reporter: Reporter, { message, hint }: Failure): void {
  reporter.annotate({ level: 'warning', title: 'status not published', message: `${message} ${hint ?? ''}`.trim() });
}

/** A number as it was given; an input that is none is refused where inputs are read. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}
