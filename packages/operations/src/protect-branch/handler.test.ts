import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { protectBranches } from '../../../adapters/src/local/index.ts';
import { forgeFixture } from '../../../adapters/src/local/forge-fixture.ts';
import { handleProtectBranch } from './index.ts';

let fixture: ReturnType<typeof forgeFixture>;
beforeEach(() => {
  fixture = forgeFixture();
});
afterEach(() => fixture.remove());

async function protect(branches: readonly string[], repository = fixture.bare) {
  const said: string[] = [];
  const reporter = {
    annotate: () => undefined,
    info: (line: string) => void said.push(line),
    progress: () => undefined,
    summary: () => undefined,
  };
  return { outcome: await handleProtectBranch({ repository, branches }, { protectBranches, reporter }), said };
}

it('refuses pushes from then on and says what it does not stop', async () => {
  const { outcome, said } = await protect(['main', 'release']);
  expect(outcome).toMatchObject({ ok: true, value: { exitCode: 0 } });
  expect(outcome.ok && existsSync(outcome.value.outputs.hookPath ?? '')).toBe(true);
  expect(said).toEqual([expect.stringMatching(/^Pushes to main, release are refused;.* files is not bound\.$/)]);
  fixture.push('topic', [['c', '1\n']]);
  expect(() => fixture.clone.git('push', '-q', 'origin', 'topic:main')).toThrow(/open a request/);
});

it('changes nothing where it is refused', async () => {
  expect((await protect([])).outcome).toMatchObject({ ok: false, error: { kind: 'usage' } });
  const clone = await protect(['main'], fixture.clone.root);
  expect([clone.outcome, clone.said]).toMatchObject([{ ok: false, error: { kind: 'bad-repository' } }, []]);
});
