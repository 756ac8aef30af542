import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { RefusalKind } from '@interlock/core/approval';
import { makeSshKey } from '../../../packages/core/src/evidence/make-ssh-signature.ts';
import { ann, approverLine, hoursFromNow, makeApprovalScene, old, token } from '../fixture/approval-scene.ts';
import { runCommand } from '../run-action.ts';
import { checkRows } from './check-rows.ts';
import { git, twoCommits } from './repository.ts';
import type { Row } from './row.ts';

type Scene = ReturnType<typeof makeApprovalScene>;
const result = 'approval-result.json';

/** An approval that is well formed and is not accepted. */
const refused = (reason: RefusalKind, says: RegExp, fix: RegExp, change: (scene: Scene) => unknown): Row => ({
  name: `an approval that is refused: ${reason}`,
  prepare: (folder) => {
    const scene = makeApprovalScene(folder);
    change(scene);
    return scene.inputs;
  },
  exitCode: 1,
  says,
  fix,
  leaves: { [result]: new RegExp(`"reason": "${reason}"`) },
});

/** A file that is replaced by something else than was expected. */
const damaged = (name: string, file: string, edit: (text: string) => string, says: RegExp, fix: RegExp): Row => ({
  name,
  prepare: (folder) => {
    const { inputs } = makeApprovalScene(folder);
    const path = join(folder, file);
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
    return inputs;
  },
  exitCode: 2,
  file,
  says,
  fix,
});

/** A base that does not say in the right way who may approve. */
const base = (
  name: string,
  files: Readonly<Record<string, string>>,
  more: Pick<Row, 'file' | 'line' | 'says' | 'fix'>,
) => ({
  name,
  prepare: (folder: string) => makeApprovalScene(folder, files).inputs,
  exitCode: 2 as const,
  ...more,
});

/** The same change, with a verdict about it, on a base that never had the list. */
function withoutList(folder: string): Readonly<Record<string, string>> {
  const range = twoCommits(join(folder, 'bare'));
  const verdict = readFileSync(join(folder, 'verdict.json'), 'utf8');
  writeFileSync(join(folder, 'verdict.json'), JSON.stringify({ ...(JSON.parse(verdict) as object), ...range }));
  return { ...range, repository: 'bare' };
}

const approvers = '.interlock/approvers';
const asWritten = /as Interlock wrote it/;

checkRows({
  operation: 'verify-approval',
  rows: [
    damaged('an approval that is no JSON', 'approval.json', () => '{', /JSON/, /restore it from version control/),
    damaged(
      'a comment that quotes the code of the request',
      'approval.json',
      () => 'interlock approve K7Q2-M9XD\n',
      /JSON/,
      /restore it from version control/,
    ),
    damaged(
      'the code of the request, in the form of an approval',
      'approval.json',
      () => '{"schema": "interlock/approval/v1", "code": "K7Q2-M9XD"}',
      /subject/,
      asWritten,
    ),
    damaged(
      'an approval of an unknown schema',
      'approval.json',
      (text) => text.replace('approval/v1', 'approval/v9'),
      /schema/,
      asWritten,
    ),
    damaged(
      'an approval with an unknown key',
      'approval.json',
      (text) => text.replace('"signature"', '"signatur"'),
      /signature/,
      asWritten,
    ),
    damaged(
      'a verdict of an unknown schema',
      'verdict.json',
      (text) => text.replace('verdict/v1', 'verdict/v9'),
      /schema/,
      /evaluate-policy wrote/,
    ),
    refused('expired', /was valid until/, /Ask for a new approval/, ({ approve }) =>
      approve('approval.json', { notBefore: hoursFromNow(-3), expires: hoursFromNow(-2) }),
    ),
    refused('not-yet-valid', /is valid from/, /set the clocks right/, ({ approve }) =>
      approve('approval.json', { notBefore: hoursFromNow(1), expires: hoursFromNow(2) }),
    ),
    refused('valid-too-long', /more than 7 days/, /within 7 days/, ({ approve }) =>
      approve('approval.json', { expires: hoursFromNow(24 * 8) }),
    ),
    refused(
      'wrong-repository',
      /for repository example\.org\/octo\/fork, and this is/,
      /in this repository/,
      ({ approve }) => approve('approval.json', { repository: 'example.org/octo/fork' }),
    ),
    refused('wrong-head', /for head 1{40}, and this is/, /other commits/, ({ approve }) =>
      approve('approval.json', { head: '1'.repeat(40) }),
    ),
    refused('unknown-key', /not listed in \.interlock\/approvers/, /on the base branch first/, ({ approve }) =>
      approve('approval.json', {}, makeSshKey('ssh-ed25519')),
    ),
    refused('key-expired', /listed for other dates/, /Extend the dates/, ({ approve }) =>
      approve('approval.json', { approver: 'old@example.org' }, old),
    ),
    refused('wrong-namespace', /another purpose/, /interlock-approval@v1/, ({ approve }) =>
      approve('approval.json', {}, ann, { namespace: 'git' }),
    ),
    refused('not-touched', /was not touched/, /when it blinks/, ({ approve }) =>
      approve('approval.json', { approver: 'token@example.org' }, token, { flags: 0 }),
    ),
    {
      name: 'a base without a list of approvers',
      prepare: (folder) => {
        const { inputs } = makeApprovalScene(folder);
        return { ...inputs, ...withoutList(folder) };
      },
      exitCode: 2,
      file: approvers,
      says: /There is no \.interlock\/approvers at commit [0-9a-f]{7}, so nobody may approve/,
      fix: /List the approvers there/,
    },
    base(
      'a key in both lists',
      { '.interlock/signers': `ann@example.org ${ann.line}\n` },
      {
        file: approvers,
        line: 1,
        says: /also stands in \.interlock\/signers, line 1/,
        fix: /a key for approvals alone/,
      },
    ),
    base(
      'a configuration with a key that is misspelt',
      { '.interlock/config.yml': 'approval:\n  onCal: [ann@example.org]\n' },
      { file: '.interlock/config.yml', line: 2, says: /onCal/, fix: /onCall/ },
    ),
    base(
      'an approver of another namespace',
      { [approvers]: approverLine('ann', ann).replace('@v1', '@v2') },
      {
        file: approvers,
        line: 1,
        says: /must be interlock-approval@v1, and "interlock-approval@v2" is given/,
        fix: /Write: principal namespaces/,
      },
    ),
  ],
});

it('a second consumer, and a replay, is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-replay-'));
  try {
    const { inputs } = makeApprovalScene(folder);
    const flags = Object.entries({ ...inputs, consume: 'local' }).map(([name, value]) => `--${name}=${value}`);
    const call = (name: string) => runCommand(['verify-approval', ...flags, `--output-file=${name}`], { cwd: folder });
    const both = await Promise.all([call('one.json'), call('two.json')]);
    expect(both.map(({ exitCode }) => String(exitCode)).toSorted()).toEqual(['0', '1']);
    const replay = await call('three.json');
    expect(replay).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/already-used.*ask for a new one/) });
    expect(git(join(folder, 'repo'), 'for-each-ref', 'refs/interlock').split('\n')).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
