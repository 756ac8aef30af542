import type { ApprovalRequest } from '@interlock/core/approval';
import type { Reporter } from '@interlock/core/host';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';

/** What the approver needs: the code, what is accepted, and the command. */
export function tellRequest(request: ApprovalRequest, file: string, { annotate, info, summary }: Reporter): void {
  const { code, findings, notification, subject } = request;
  const rows = findings
    .slice(0, 50)
    .map(({ message, path, policy }) => [
      escapeMarkdown(policy),
      path === undefined ? '-' : inlineCode(path),
      escapeMarkdown(message),
    ]);
  const command = approveCommand(file, code);
  summary(
    [
      `Approval asked for: **${code}** (${subject.kind}), head ${inlineCode(subject.head.slice(0, 7))}, until ${subject.expires}`,
      markdownTable(['finding', 'where', 'why'], rows),
      `To approve: ${inlineCode(command)}`,
      '',
    ].join('\n\n'),
  );
  info(`Code ${code}. To approve: ${command}`);
  if (notification.outcome === 'failed')
    annotate({
      level: 'error',
      title: 'Nobody was told',
      message: `The request stands, but the ${notification.by} failed: ${notification.message ?? ''}`,
    });
}

export function approveCommand(file: string, code: string): string {
  const request = /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
  return `interlock approve --request ${request} --code ${code} --approver YOU --key YOUR_KEY`;
}
