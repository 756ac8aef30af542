import {
  parseApproval,
  requestDigest,
  requestOf,
  shortCode,
  verifyApprovals,
  type Approval,
  type ApprovalConsumption,
  type ApprovalResult,
  type Approvals,
  type Refusal,
  type SignedApproval,
} from '@interlock/core/approval';
import { collect, fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CalledFiles, ClearOutputs, ConsumeOnce, ReadFile, WriteFile } from '@interlock/core/ports';
import { consume, remoteOf } from './consume.ts';
import type { verifyApproval } from './declaration.ts';
import { gatherFacts, type GatherPorts } from './gather-facts.ts';
import { tellResult } from './summary.ts';

export interface VerifyApprovalPorts extends GatherPorts {
  readonly clearOutputs: ClearOutputs;
  readonly writeFile: WriteFile;
  readonly consumeOnce: ConsumeOnce;
  readonly reporter: Reporter;
  /** Tells the forge that the change of this head is approved; absent where there is no forge to tell. */
  readonly publishApproval?: ((head: string, approvers: readonly string[]) => Promise<void>) | undefined;
}

/** Exit 0: approved, and the use marked where asked. 1: refused; the answer names the reason. */
export const handleVerifyApproval: Handler<typeof verifyApproval, VerifyApprovalPorts> = async (inputs, ports) => {
  const ready = await ports.clearOutputs(verifyApprovalFiles(inputs));
  if (!ready.ok) return ready;
  const remote = remoteOf(inputs, ports.runContext);
  if (!remote.ok) return remote;
  const approvals = await readApprovals(inputs.approval, ports.readFile);
  if (!approvals.ok) return approvals;
  const [first] = approvals.value;
  const facts = await gatherFacts(inputs, first.subject.kind, ports);
  if (!facts.ok) return facts;
  const signed = verifyApprovals(approvals.value, facts.value);
  const used = signed.ok ? await consume(first, inputs, remote.value, ports.consumeOnce) : ok(signed);
  if (!used.ok) return used;
  const result = resultOf(approvals.value, signed, used.value);
  const written = await ports.writeFile(inputs.outputFile, `${JSON.stringify(result, null, 2)}\n`);
  if (!written.ok) return written;
  tellResult(result, ports.reporter);
  const approvers = result.result === 'approved' ? result.approvals.map(({ approver }) => approver) : [];
  // An approval that was only looked at lets nothing in yet.
  if (approvers.length > 0 && result.consumption.where !== 'never')
    await ports.publishApproval?.(facts.value.scope.head, approvers);
  return ok({
    outputs: {
      resultPath: inputs.outputFile,
      result: result.result,
      refusal: result.refusal?.reason,
      code: result.code,
      approvers: approvers.join(','),
    },
    exitCode: result.result === 'approved' ? 0 : 1,
  });
};

export function verifyApprovalFiles({ approval, outputFile, verdict }: InputsOf<typeof verifyApproval>): CalledFiles {
  const approvals = approval.map((path) => ({ input: 'approval', path }));
  return {
    outputs: [{ input: 'output-file', path: outputFile }],
    read: [{ input: 'verdict', path: verdict }, ...approvals],
  };
}

async function readApprovals(files: readonly string[], readFile: ReadFile): Promise<Result<Approvals>> {
  const parsed: Result<Approval>[] = [];
  for (const file of files) {
    const content = await readFile(file);
    parsed.push(content.ok ? parseApproval(new TextDecoder().decode(content.value), file) : content);
  }
  const all = collect(parsed);
  if (!all.ok) return all;
  const [first, ...rest] = all.value;
  return first === undefined ? fail('usage', 'Input approval: names no file.') : ok([first, ...rest]);
}

function resultOf(
  approvals: Approvals,
  signed: Result<readonly SignedApproval[], Refusal>,
  used: Result<ApprovalConsumption, Refusal>,
): ApprovalResult {
  const [{ subject }] = approvals;
  const people = signed.ok
    ? signed.value.map(({ key, securityKey, subject: { approver } }) => ({
        approver,
        fingerprint: key.fingerprint,
        securityKey,
      }))
    : approvals.map(({ subject: { approver } }) => ({ approver }));
  return {
    schema: 'interlock/approval-result/v1',
    result: used.ok ? 'approved' : 'refused',
    ...(used.ok ? {} : { refusal: used.error }),
    kind: subject.kind,
    code: shortCode(subject),
    subject: requestOf(subject),
    requestDigest: requestDigest(subject),
    ...(subject.reason === undefined ? {} : { reason: subject.reason }),
    approvals: people,
    consumption: used.ok ? used.value : { where: 'never' },
  };
}
