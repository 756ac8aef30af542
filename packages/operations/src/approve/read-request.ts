import { acceptedFindings, parseApprovalRequest, shortCode, type ApprovalRequest } from '@interlock/core/approval';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { ReadFile } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

const again = 'Take the request from the gate again; do not sign this one.';

/** The request whose code the approver read elsewhere, and whose findings are those that are signed. */
export async function readRequest(file: string, code: string, readFile: ReadFile): Promise<Result<ApprovalRequest>> {
  const content = await readFile(file);
  if (!content.ok) {
    const hint = 'Give the request (approval-request.json) that request-approval wrote in the job of the gate.';
    return content.error.kind === 'missing-file' ? { ok: false, error: { ...content.error, hint } } : content;
  }
  const parsed = parseApprovalRequest(new TextDecoder().decode(content.value), file);
  if (!parsed.ok) return parsed;
  const { code: written, findings, subject } = parsed.value;
  const is = shortCode(subject);
  if (plain(code) !== plain(is))
    return fail('not-verified', `The code of this request is ${is}, and you read ${oneLine(code, 40)}.`, {
      file,
      hint: again,
    });
  if (written !== is || acceptedFindings({ findings }).digest !== subject.findingsDigest)
    return fail('not-verified', 'The request shows other findings or another code than it asks to sign.', {
      file,
      hint: again,
    });
  return ok(parsed.value);
}

/** As people write it: in any case, with or without the hyphen, and with letters for the digits that they look like. */
function plain(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
