import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommitReport } from '@interlock/core/commit-signature';
import { ok } from '@interlock/core/failure';
import { clearOutputs } from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import {
  makeSshKey,
  makeSshSignature,
  type SignatureOptions,
  type TestSshKey,
} from '../../../core/src/evidence/make-ssh-signature.ts';
import { handleVerifyCommits } from './index.ts';

const agent = makeSshKey('ssh-ed25519');
const owner = makeSshKey('ecdsa-sha2-nistp256');
const stranger = makeSshKey('ssh-ed25519');
const old = makeSshKey('ssh-rsa');
const token = makeSshKey('sk-ssh-ed25519@openssh.com');
const signers = [
  `agent@example.org namespaces="git" ${agent.line}`,
  `owner@example.org,*@owners.example.org ${owner.line}`,
  `agent@example.org namespaces="file" ${stranger.line}`,
  `agent@example.org valid-before="20260101" ${old.line}`,
  `agent@example.org ${token.line}`,
].join('\n');

let repository: ScratchRepository;
let base = '';
beforeEach(() => {
  repository = scratchRepository();
  base = repository.commit({ '.interlock/signers': signers });
});
afterEach(() => repository.remove());

interface NewCommit extends SignatureOptions {
  readonly key?: TestSshKey;
  readonly author?: string;
  /** Changes the raw commit after it was signed. */
  readonly tamper?: (raw: string) => string;
}

/** A commit on HEAD whose signature stands where git puts it. */
function commit({ key, author = 'agent@example.org', tamper = (raw) => raw, ...options }: NewCommit): string {
  const parent = repository.git('rev-parse', 'HEAD');
  const person = `A <${author}> 1767225600 +0000`;
  const header = `tree ${repository.git('rev-parse', 'HEAD^{tree}')}\nparent ${parent}\nauthor ${person}\ncommitter ${person}\n`;
  const message = '\nA change: é\n\ngpgsig of the message\n';
  const armor = key && makeSshSignature(key, Buffer.from(header + message), options).trimEnd();
  const field = armor === undefined ? '' : `gpgsig ${armor.replaceAll('\n', '\n ')}\n`;
  const name = execFileSync('git', ['-C', repository.root, 'hash-object', '-t', 'commit', '-w', '--stdin'], {
    input: tamper(`${header}${field}${message}`),
    encoding: 'utf8',
  }).trim();
  repository.git('reset', '-q', '--hard', name);
  return name;
}

async function verify(inputs: { base?: string; head?: string } = {}) {
  let written: CommitReport | undefined;
  let summary = '';
  const answer = await handleVerifyCommits(
    { base, head: 'HEAD', repository: repository.root, outputFile: 'commits.json', ...inputs },
    {
      openRepository,
      clearOutputs,
      writeFile: async (_, content) => {
        written = JSON.parse(String(content)) as CommitReport;
        return ok(undefined);
      },
      clock: { now: () => Date.parse('2026-06-01T00:00:00Z') },
      runContext: { kind: 'terminal', ci: true },
      reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: (text) => (summary = text) },
    },
  );
  return { answer, written, summary };
}

describe('verify-commits', () => {
  it('is silent where every author signed, with any key that is listed', async () => {
    commit({ key: agent });
    commit({ key: owner, author: 'owner@example.org' });
    commit({ key: owner, author: 'ann@owners.example.org' });
    commit({ key: token });
    const { answer, summary, written } = await verify();
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 0, outputs: { result: 'pass', good: '4' } } });
    expect(summary).toBe('Commits: 4 commits signed by their authors');
    expect(written?.commits.map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good']);
  });

  it.each([
    ['unsigned', {}, /not signed/],
    ['unknown-key', { key: makeSshKey('ssh-ed25519') }, /is not listed for commits/],
    ['unknown-key', { key: stranger }, /is not listed for commits/],
    ['expired', { key: old }, /other dates/],
    ['foreign', { key: owner }, /author is another one than owner@example\.org/],
    ['foreign', { key: agent, author: 'owner@example.org' }, /author is another one than agent@example\.org/],
    ['bad', { key: agent, namespace: 'file' }, /another purpose/],
    ['bad', { key: token, flags: 0 }, /not touched/],
    ['bad', { key: agent, tamper: (raw) => raw.replace('A change', 'B change') }, /not over this commit/],
    ['bad', { key: agent, tamper: (raw) => raw.replace('SIGNATURE-----\n ', 'SIGNATURE-----\n x') }, /damaged/],
    ['bad', { key: agent, tamper: (raw) => raw.replace('\n\n', '\ngpgsig-sha256 x\n\n') }, /more than one signature/],
    [
      'unknown-key',
      { tamper: (raw) => raw.replace('\n\n', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n\n') },
      /OpenPGP/,
    ],
  ] satisfies readonly (readonly [string, NewCommit, RegExp])[])(
    'calls a commit %s (case %#)',
    async (state, made, reason) => {
      const name = commit(made);
      const { answer, summary, written } = await verify();
      expect(written?.commits).toMatchObject([{ commit: name, state, reason: expect.stringMatching(reason) }]);
      expect(answer).toMatchObject({ ok: true, value: { exitCode: 1, outputs: { result: 'fail', notGood: '1' } } });
      expect(summary).toContain(state);
    },
  );

  it('takes the signers of the base, never those that the change adds', async () => {
    repository.commit({ '.interlock/signers': `agent@example.org ${stranger.line}` });
    commit({ key: stranger });
    const { written } = await verify();
    expect(written?.commits.map(({ state }) => state)).toEqual(['unknown-key', 'unsigned']);
  });

  it('fails where nobody is listed, where the range is empty, and where it has no end', async () => {
    expect((await verify({ head: base })).answer).toMatchObject({ error: { kind: 'no-match' } });
    const orphan = repository.git(
      'commit-tree',
      repository.git('hash-object', '-t', 'tree', '-w', '/dev/null'),
      '-m',
      'x',
    );
    expect((await verify({ base: orphan })).answer).toMatchObject({
      error: { kind: 'missing-file', hint: expect.stringContaining('protected branch') },
    });
    const { answer } = await verify({ base: 'nowhere' });
    expect(answer).toMatchObject({ error: { kind: 'bad-repository' } });
  });
});
