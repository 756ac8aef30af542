import { interlock } from '../interlock.ts';
import type { Check } from './final-state.ts';
import type { Run } from './run.ts';

/** Audits the folder that a change left behind, as somebody would who trusts the keys on main and nothing in the folder. */
export function checkEvidence({ evidence, name, world }: Pick<Run, 'evidence' | 'name' | 'world'>): Promise<Check> {
  const said: string[] = [];
  return world.journal.step('audit', async () => {
    const { outputs } = await interlock(
      'audit',
      { path: evidence, repository: world.origin, base: 'main' },
      { cwd: world.folder, onLine: (line) => said.push(line) },
      [0, 1, 3],
    );
    for (const line of said.filter((one) => /^(?:fails|unknown) /u.test(one))) world.journal.detail(line);
    const { failed = '', result = 'no answer', uncovered } = outputs;
    const found = `${result}, ${failed} failed`;
    const check = { what: `evidence of ${name} holds`, expected: 'verified, 0 failed', found };
    return [`${found}; nothing covers ${uncovered} files`, check];
  });
}
