import { refusals, type ApprovalResult } from '@interlock/core/approval';
import type { Reporter } from '@interlock/core/host';
import { escapeMarkdown, inlineCode } from '@interlock/core/text';

/** One line where it is approved; loud where the glass was broken or it is refused. */
export function tellResult(result: ApprovalResult, { annotate, summary }: Reporter): void {
  const code = inlineCode(result.code);
  if (result.refusal !== undefined) {
    const { message, reason } = result.refusal;
    const fix = refusals[reason];
    summary(`Approval ${code}: **refused (${reason})**\n\n${escapeMarkdown(message)} ${escapeMarkdown(fix)}\n`);
    annotate({ level: 'error', title: `verify-approval: ${reason}`, message: `${message} ${fix}` });
    return;
  }
  const names = result.approvals.map(({ approver }) => approver).join(' and ');
  if (result.kind !== 'break-glass') {
    summary(`Approval ${code}: approved by ${escapeMarkdown(names)} (${result.kind})`);
    return;
  }
  const why = result.reason ?? '';
  summary(
    `Approval ${code}: **THE GLASS IS BROKEN**\n\nThe policy blocks this change. ${escapeMarkdown(names)} let it in all the same: ${escapeMarkdown(why)}\n`,
  );
  annotate({
    level: 'warning',
    title: 'The glass is broken',
    message: `The policy blocks this change. ${names} let it in all the same: ${why}`,
  });
}
