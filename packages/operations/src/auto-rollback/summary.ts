import { outcomeSentence } from './outcome-sentence.ts';
import { stepNames, type RollbackRecord } from '@interlock/core/rollback';
import { escapeMarkdown, markdownTable } from '@interlock/core/text';

/** The steps with their times and outcome, as Markdown. */
export function rollbackSummary(record: RollbackRecord): string {
  const rows = stepNames.map((name) => {
    const step = record.steps.find((one) => one.name === name);
    if (step === undefined) return [name, 'not started', '-', '-', '-'];
    const took = step.finishedAt === undefined ? '-' : `${Date.parse(step.finishedAt) - Date.parse(step.startedAt)} ms`;
    return [name, step.outcome, escapeMarkdown(step.startedAt), took, escapeMarkdown(step.note ?? '-')];
  });
  const table = markdownTable(['step', 'outcome', 'started', 'took', 'note'], rows);
  return `${outcomeSentence(record)}\n\n${table}\n`;
}
