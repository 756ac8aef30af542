import type { RollbackRecord } from '@interlock/core/rollback';
import { escapeMarkdown } from '@interlock/core/text';

const sentences: Readonly<Record<RollbackRecord['status'], string>> = {
  complete: 'rolled back',
  running: 'rollback not finished',
  'nothing-good': 'nothing good to go back to',
};

export function outcomeSentence(record: RollbackRecord): string {
  return `Interlock: ${sentences[record.status]} · ${escapeMarkdown(record.environment)} · bad ${record.bad.digest.slice(0, 19)}…`;
}
