import { acceptedFindings, parseApprovalRequest, shortCode, type ApprovalRequest } from '@interlock/core/approval';
import { ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CalledFiles, ClearOutputs, Clock, ReadFile, WriteFile } from '@interlock/core/ports';
import type { ChangePorts } from '../change-inputs.ts';
import { findScope, readApprovalConfig, readApprovers, readVerdict } from '../verify-approval/index.ts';
import type { requestApproval } from './declaration.ts';
import { makeSubject } from './make-subject.ts';
import { notify, type NotifyPorts } from './notify.ts';
import { tellRequest } from './summary.ts';

export interface RequestApprovalPorts extends ChangePorts, NotifyPorts {
  readonly readFile: ReadFile;
  readonly clearOutputs: ClearOutputs;
  readonly writeFile: WriteFile;
  readonly clock: Pick<Clock, 'now'>;
  /** 16 random bytes as hex digits. */
  readonly makeNonce: () => string;
  readonly reporter: Reporter;
}

export function requestApprovalFiles({ outputFile, verdict }: InputsOf<typeof requestApproval>): CalledFiles {
  return { outputs: [{ input: 'output-file', path: outputFile }], read: [{ input: 'verdict', path: verdict }] };
}

/** Exit 0: the request is written. That nobody could be told is an error in the log and in the request, not a failure. */
export const handleRequestApproval: Handler<typeof requestApproval, RequestApprovalPorts> = async (inputs, ports) => {
  const free = await ports.clearOutputs(requestApprovalFiles(inputs));
  if (!free.ok) return free;
  const found = await findScope(inputs, ports);
  if (!found.ok) return found;
  const { repository, scope } = found.value;
  const verdict = await readVerdict(inputs.verdict, { ...scope, kind: inputs.kind }, ports.readFile);
  if (!verdict.ok) return verdict;
  const baseTree = repository.tree(scope.base);
  const config = await readApprovalConfig(baseTree);
  if (!config.ok) return config;
  // where nobody's approval could hold, nobody is asked for one
  const approvers = await readApprovers(baseTree);
  if (!approvers.ok) return approvers;
  const subject = makeSubject({
    inputs,
    config: config.value,
    scope,
    verdict: verdict.value,
    nonce: ports.makeNonce(),
    now: ports.clock.now(),
  });
  if (!subject.ok) return subject;
  const draft: ApprovalRequest = {
    schema: 'interlock/approval-request/v1',
    code: shortCode(subject.value),
    subject: subject.value,
    findings: acceptedFindings(verdict.value).findings,
    notification: { by: 'nobody', outcome: 'not-configured' },
  };
  // names that the run gave could be of a form that no approver could sign
  const readable = parseApprovalRequest(JSON.stringify(draft), 'the request');
  if (!readable.ok) return readable;
  const notification = await notify(subject.value, config.value, ports);
  const request = { ...draft, notification };
  const written = await ports.writeFile(inputs.outputFile, `${JSON.stringify(request, null, 2)}\n`);
  if (!written.ok) return written;
  tellRequest(request, inputs.outputFile, ports.reporter);
  return ok({
    outputs: { requestPath: inputs.outputFile, code: request.code, notified: notification.outcome },
    exitCode: 0,
  });
};
