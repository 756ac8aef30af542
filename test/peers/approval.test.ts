import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { changedWorkflow } from '../e2e/docs/fixtures.ts';
import { runPage } from '../e2e/docs/run-page.ts';
import { requirePeer } from './installation.ts';

const page = 'docs/how-to/approve-a-change.md';
const readCode = `"$(node -p 'JSON.parse(fs.readFileSync("approval-request.json", "utf8")).code')"`;

async function follow(code: string) {
  requirePeer('ssh-keygen');
  const prepare = async (folder: string, home: string) => {
    changedWorkflow(folder);
    mkdirSync(join(home, '.ssh'), { mode: 0o700 });
    // No security key is here to be touched.
    const replace = [
      ['ssh-keygen -q -t ed25519-sk -f', "ssh-keygen -q -t ed25519 -N '' -f"],
      ['K7Q2M-9XD4A', code],
    ] as const;
    return { replace };
  };
  return runPage(page, { prepare, prints: [] }, 'test/peers/approval.test.ts');
}

it('the page on approvals does what it says, with ssh-keygen', async () => {
  const { exitCode, output } = await follow(readCode);
  expect(exitCode === 0 ? 'done' : output).toBe('done');
  expect(output).toMatch(/You approve change request 7[^]*Signed by ann@example\.org[^]*approved by ann@example\.org/);
}, 60_000);

it('a code that is not that of the request signs nothing', async () => {
  const { exitCode, output } = await follow('00000-00000');
  expect([exitCode, output]).toEqual([
    1,
    expect.stringMatching(/The code of this request is .*, and you read 00000-00000/),
  ]);
  expect(output).not.toContain('Signed by');
}, 60_000);
