import type { ApprovalRequest } from '@interlock/core/approval';
import { oneLine } from '@interlock/core/text';

/** What a signature would say, in plain words. */
export function explain({ code, findings, subject }: ApprovalRequest): readonly string[] {
  const { base, baseRef, change, expires, head, kind, reason, repository } = subject;
  const what = typeof change === 'number' ? `change request ${change}` : `branch ${oneLine(change, 200)}`;
  const glass = [
    'THIS BREAKS THE GLASS: the policy blocks this change, and two owners let it in all the same.',
    `Reason: ${oneLine(reason ?? 'none is given')}`,
  ];
  return [
    ...(kind === 'break-glass' ? glass : []),
    `You approve ${what} of ${repository} as commit ${head.slice(0, 12)}, to be merged into ${oneLine(baseRef, 200)} at ${base.slice(0, 12)}.`,
    `It may be used once, until ${expires}${kind === 'hotfix' ? ', as a hotfix' : ''}. Code ${code}.`,
    `You accept ${findings.length === 1 ? 'this finding' : `these ${findings.length} findings`}:`,
    ...findings.map(({ asks, message, path, policy }) =>
      oneLine(
        `- ${asks === 'block' ? 'BLOCKING ' : ''}${policy}${path === undefined ? '' : ` in ${path}`}: ${message}`,
      ),
    ),
  ];
}
