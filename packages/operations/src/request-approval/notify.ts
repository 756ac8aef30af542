import { shortCode, type ApprovalConfig, type Notification, type RequestedSubject } from '@interlock/core/approval';
import type { Result } from '@interlock/core/failure';
import type { PostJson, RunCommand } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

export interface NotifyPorts {
  readonly runCommand: RunCommand;
  readonly postJson: PostJson;
}

/** Tells that an approval is asked for, in the way that the base says. What came of it is an answer, never a failure. */
export async function notify(
  subject: RequestedSubject,
  { notify: how }: ApprovalConfig,
  ports: NotifyPorts,
): Promise<Notification> {
  if (how === undefined) return { by: 'nobody', outcome: 'not-configured' };
  const { timeoutSeconds } = how;
  if ('webhook' in how) {
    const { base, baseRef, change, head, kind, repository, rules } = subject;
    const told = {
      code: shortCode(subject),
      kind,
      repository,
      change,
      head,
      base,
      baseRef,
      rules,
      expires: subject.expires,
    };
    const body = JSON.stringify({ schema: 'interlock/approval-notification/v1', ...told });
    return outcomeOf('webhook', await ports.postJson({ url: how.webhook, body, timeoutSeconds }));
  }
  const [program, ...rest] = how.command;
  const ran = await ports.runCommand({
    command: [program, ...rest],
    environment: environmentOf(subject),
    timeoutSeconds,
  });
  if (!ran.ok || ran.value.exitCode === 0) return outcomeOf('command', ran);
  const said = oneLine(ran.value.stderr.trim(), 200);
  return {
    by: 'command',
    outcome: 'failed',
    message: `The command ended with exit code ${ran.value.exitCode}: ${said}`,
  };
}

function environmentOf(subject: RequestedSubject): Readonly<Record<string, string>> {
  return {
    INTERLOCK_APPROVAL_CODE: shortCode(subject),
    INTERLOCK_APPROVAL_KIND: subject.kind,
    INTERLOCK_APPROVAL_REPOSITORY: subject.repository,
    INTERLOCK_APPROVAL_CHANGE: String(subject.change),
    INTERLOCK_APPROVAL_HEAD: subject.head,
    INTERLOCK_APPROVAL_RULES: subject.rules.join(' '),
    INTERLOCK_APPROVAL_EXPIRES: subject.expires,
  };
}

function outcomeOf(by: Notification['by'], answer: Result<unknown>): Notification {
  return answer.ok ? { by, outcome: 'told' } : { by, outcome: 'failed', message: answer.error.message };
}
