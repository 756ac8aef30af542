import { expect, it } from '@jest/globals';
import { fixtures } from '../e2e/docs/fixtures.ts';
import { runPage } from '../e2e/docs/run-page.ts';
import { requirePeer } from './installation.ts';

it.each([
  'docs/how-to/sign-and-verify.md',
  'docs/how-to/verify-commits.md',
  'docs/how-to/agent-manifest.md',
  'docs/how-to/keep-a-ledger.md',
])(
  '%s does what it says, with the tools that it names',
  async (page) => {
    for (const tool of ['openssl', 'ssh-keygen'] as const) requirePeer(tool);
    const fixture = fixtures[page];
    if (fixture === undefined) throw new Error(`${page} has no fixture`);
    const { exitCode, output } = await runPage(page, fixture, 'test/peers/pages.test.ts');
    expect(exitCode === 0 ? 'done' : output).toBe('done');
    for (const text of fixture.prints) expect(output).toContain(text);
  },
  120_000,
);
