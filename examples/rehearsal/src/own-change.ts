import { interlock } from './interlock.ts';
import type { Journal } from './journal.ts';

export interface OwnChange {
  readonly decision: string;
  readonly report: string;
}

/** `interlock run` on the last change of a repository; writes beside it nothing but the output folder. */
export async function runOnLastChange(journal: Journal, repository: string, output: string): Promise<OwnChange> {
  journal.stage(`The last change of ${repository}`);
  return journal.step('run', async () => {
    const { outputs } = await interlock(
      'run',
      { path: repository, 'output-dir': output },
      { cwd: repository, environment: { CI: 'true' }, onLine: journal.detail },
      [0, 1, 4],
    );

    const decision = outputs['decision'] ?? '';
    return [`decision ${decision}`, { decision, report: outputs['report-path'] ?? '' }] as const;
  });
}
