import type { Reporter } from '@interlock/core/host';
import { mergeRefusals, refusalExitCode, type LaneChoice, type MergeRefusal } from '@interlock/core/lane';
import type { MergeLink } from '@interlock/core/merge-link';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';
import type { Gathered } from './gather.ts';

export function tellRefusal({ message, reason }: MergeRefusal, reporter: Reporter): void {
  const fix = mergeRefusals[reason];
  const waits = refusalExitCode({ message, reason }) === 4;
  // the annotation says why: every host shows it where it shows the summary
  reporter.summary(`Merge: **${waits ? 'needs approval' : `refused (${reason})`}**\n`);
  reporter.annotate({
    level: waits ? 'warning' : 'error',
    title: `merge-change: ${reason}`,
    message: `${message} ${fix}`,
  });
}

export function tellMerge(link: MergeLink, choice: LaneChoice, { settings }: Gathered, reporter: Reporter): void {
  const { base, baseBranch, head, merged, method, request, sameTree } = link;
  const rows = [
    ['lane', link.lane],
    ...choice.reasons.slice(0, 20).map((reason) => ['why', escapeMarkdown(reason)]),
    ['method', method],
    ['request', `${request}: ${inlineCode(head.slice(0, 12))} into ${inlineCode(base.slice(0, 12))}`],
    ['checks', settings.requiredChecks.map(escapeMarkdown).join(', ') || 'none required'],
    ['merged as', inlineCode(merged.commit)],
    ['tree', sameTree ? 'the one that was judged' : '**not the one that was judged**'],
  ];
  reporter.summary(
    `Merge: request ${request} is on ${escapeMarkdown(baseBranch)}\n\n${markdownTable(['', ''], rows)}\n`,
  );
}
