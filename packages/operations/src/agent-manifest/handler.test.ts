import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  manifestPredicateType,
  manifestStatement,
  parseManifest,
  type ManifestCheck,
} from '@interlock/core/agent-manifest';
import { sha256 } from '@interlock/core/digest';
import { spkiToSshKey, type SigningKey, type Statement } from '@interlock/core/evidence';
import { ok } from '@interlock/core/failure';
import type { RunContext } from '@interlock/core/ports';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { parseSigningKey } from '../../../adapters/src/keys/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { handleAgentManifest } from './index.ts';

const path = '.interlock/changes/fix.yml';
const bundlePath = '.interlock/changes/fix.sigstore.json';
const encode = (text: string) => new TextEncoder().encode(text);

function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = parseSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'key.pem');
  if (!key.ok) throw new Error(key.error.message);
  return key.value;
}
const [agent, stranger] = [newKey(), newKey()];
const lineOf = (key: SigningKey, options = 'namespaces="git"') => `coder ${options} ${spkiToSshKey(key.spki) ?? ''}\n`;

const manifestOf = (base: string) => `schema: interlock/agent-manifest/v1
id: fix-7
repository: shop/cart
branch: agent/fix
base: "${base}"
agent: { name: coder, version: "1.0", model: m-1, session: s-9 }
principal: ann@example.org
task: Fix the sum
rationale: It rounded too early
kind: normal
paths: { allowed: [src/**] }
limits: { files: 3, lines: 20 }
rollback: revert it
expires: 2026-03-01T00:00:00Z
`;

async function sign(text: string, key: SigningKey, change: (statement: Statement) => Statement = (one) => one) {
  const manifest = parseManifest(encode(text), path);
  if (!manifest.ok) throw new Error(manifest.error.message);
  const bundle = await signStatement(change(manifestStatement(path, sha256(text), manifest.value)), key);
  if (!bundle.ok) throw new Error(bundle.error.message);
  return bundle.value;
}

let repository: ScratchRepository;
let base = '';
beforeEach(() => {
  repository = scratchRepository();
  base = repository.commit({ '.interlock/signers': lineOf(agent), 'src/a.ts': 'one\n', 'lib/b.ts': 'b\n' });
  repository.git('switch', '-q', '-c', 'agent/fix');
});
afterEach(() => repository.remove());

const signed = async (text = manifestOf(base), key = agent) => ({ [path]: text, [bundlePath]: await sign(text, key) });

async function check(inputs: { base?: string; head?: string } = {}, runContext?: RunContext) {
  let written: ManifestCheck | undefined;
  let summary = '';
  const places: string[] = [];
  const answer = await handleAgentManifest(
    { base: 'main', head: 'agent/fix', repository: repository.root, outputFile: 'check.json', ...inputs },
    {
      openRepository,
      verifyBundle,
      clearOutputs: async () => ok(undefined),
      writeFile: async (_, content) => {
        written = JSON.parse(String(content)) as ManifestCheck;
        return ok(undefined);
      },
      clock: { now: () => Date.parse('2026-02-01T00:00:00Z') },
      runContext: runContext ?? { kind: 'terminal', ci: true },
      reporter: {
        info: () => {},
        progress: () => {},
        annotate: ({ file = '-', title }) => void places.push(`${title} ${file}`),
        summary: (text) => (summary = text),
      },
    },
  );
  return { answer, written, summary, places, kinds: written?.problems.map(({ kind }) => kind) };
}

describe('agent-manifest', () => {
  it('is silent where the change keeps to its signed manifest', async () => {
    repository.commit({ ...(await signed()), 'src/a.ts': 'two\n' });
    const { answer, places, summary, written } = await check();
    expect(answer).toMatchObject({
      value: { exitCode: 0, outputs: { result: 'pass', problems: '0', manifestPath: path } },
    });
    expect(summary).toBe('Manifest: coder for ann@\u2060example.org, signed by coder');
    expect(places).toEqual([]);
    expect(written).toMatchObject({ base, manifest: { signature: { state: 'good', signer: 'coder' } }, problems: [] });
    expect(written?.manifest?.observed).toMatchObject({ paths: ['src/a.ts'], lines: 2, branch: { class: 'git' } });
  });

  it('still holds where the target branch went on', async () => {
    repository.commit({ ...(await signed()), 'src/a.ts': 'two\n' });
    repository.git('switch', '-q', 'main');
    repository.commit({ 'other.md': 'x\n' });
    expect((await check()).kinds).toEqual([]);
  });

  it.each<[string, (text: string) => Promise<Record<string, string>>, readonly string[]]>([
    ['no signature', async (text) => ({ [path]: text }), ['unsigned']],
    ['a key that is not listed', async (text) => signed(text, stranger), ['wrong-signature']],
    [
      'a manifest edited after it was signed',
      async (text) => ({ ...(await signed(text)), [path]: text.replace('lines: 20', 'lines: 9999') }),
      ['wrong-signature'],
    ],
    [
      'a signature of another kind by the right key',
      async (text) => ({
        [path]: text,
        [bundlePath]: await sign(text, agent, (one) => ({ ...one, predicateType: `${manifestPredicateType}x` })),
      }),
      ['wrong-signature'],
    ],
    ['a signature that is no bundle', async (text) => ({ [path]: text, [bundlePath]: '{' }), ['wrong-signature']],
    ['a manifest for another base', async (text) => signed(text.replace(base, 'f'.repeat(40))), ['wrong-base']],
    [
      'a manifest for another branch',
      async (text) => signed(text.replace('agent/fix', 'agent/other')),
      ['wrong-branch'],
    ],
    ['a manifest that expired', async (text) => signed(text.replace('2026-03', '2026-01')), ['expired']],
    ['a change outside', async (text) => ({ ...(await signed(text)), 'lib/b.ts': 'c\n' }), ['path-not-allowed']],
  ])('refuses %s', async (_, files, kinds) => {
    repository.commit({ 'src/a.ts': 'two\n', ...(await files(manifestOf(base))) });
    const found = await check();
    expect(found.kinds).toEqual(kinds);
    expect(found.answer).toMatchObject({ value: { exitCode: 1, outputs: { result: 'fail', problems: '1' } } });
    expect(found.places[0]).toMatch(new RegExp(`^agent-manifest: ${kinds[0] ?? ''} `));
    expect(found.summary).toContain('how to go on');
  });

  it('sees both ends of a rename, modes, links and submodules', async () => {
    repository.git('mv', 'lib/b.ts', 'src/b.ts');
    repository.git('update-index', '--chmod=+x', 'src/a.ts');
    symlinkSync('/etc/passwd', join(repository.root, 'src/link'));
    mkdirSync(join(repository.root, 'src/sub'));
    repository.git('config', 'core.fileMode', 'false');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${base},src/sub`);
    const files = await signed(manifestOf(base).replace('files: 3', 'files: 9'));
    repository.commit(files);
    const { written } = await check();
    expect(
      written?.problems.map(({ kind, path: where, message }) => [kind, where, /needs (\S+),/.exec(message)?.[1]]),
    ).toEqual([
      ['path-not-allowed', 'lib/b.ts', undefined],
      ['undeclared-capability', 'src/a.ts', 'executable-files'],
      ['undeclared-capability', 'src/link', 'symlinks'],
      ['undeclared-capability', 'src/sub', 'submodules'],
    ]);
  });

  it('refuses a replay: the two files of one change on the branch of another', async () => {
    repository.commit({ ...(await signed()), 'src/a.ts': 'two\n' });
    repository.git('switch', '-q', '-c', 'agent/replay', 'main');
    repository.git('checkout', 'agent/fix', '--', '.interlock/changes');
    repository.commit({ 'src/a.ts': 'evil\n' });
    expect((await check({ head: 'agent/replay' })).kinds).toEqual(['wrong-branch']);
    repository.git('branch', '-D', 'agent/fix');
    repository.git('switch', '-q', 'main');
    repository.commit({ 'src/new.ts': 'x\n' });
    repository.git('switch', '-q', '-c', 'agent/fix');
    repository.git('checkout', 'agent/replay', '--', '.interlock/changes');
    repository.commit({ 'src/a.ts': 'evil\n' });
    expect((await check()).kinds).toEqual(['wrong-base']);
  });

  it('takes the signers of the base, never those that the change adds', async () => {
    const text = manifestOf(base).replace('[src/**]', '["**"]');
    repository.commit({ ...(await signed(text, stranger)), '.interlock/signers': lineOf(stranger) });
    expect((await check()).kinds).toContain('wrong-signature');
  });

  it('trusts nobody where the base lists nobody', async () => {
    repository.git('switch', '-q', 'main');
    repository.git('rm', '-q', '.interlock/signers');
    const bare = repository.commit({});
    repository.git('switch', '-q', '-C', 'agent/fix');
    repository.commit({ ...(await signed(manifestOf(bare))), 'src/a.ts': 'two\n' });
    const { kinds, written } = await check();
    expect([kinds, written?.problems[0]?.message]).toEqual([
      ['wrong-signature'],
      expect.stringMatching(/there is none$/),
    ]);
  });

  it('believes the platform about branch and repository, and not the local branches', async () => {
    const head = repository.commit({ ...(await signed()), 'src/a.ts': 'two\n' });
    const changeRequest = { number: 1, base, head, baseBranch: 'main', branch: 'fork' };
    const context = { kind: 'github', ci: true, changeRequest } as const;
    const home = { slug: 'shop/other', server: 's', apiUrl: 'a', id: '1' };
    expect((await check({}, context)).kinds).toEqual(['wrong-branch']);
    expect((await check({}, { ...context, repository: home })).kinds).toEqual(['wrong-repository', 'wrong-branch']);
    const right = { ...changeRequest, branch: 'agent/fix' };
    expect((await check({}, { ...context, changeRequest: right })).kinds).toEqual([]);
  });

  it('says how to go on where there is no manifest, even if an earlier change left one', async () => {
    repository.git('switch', '-q', 'main');
    repository.commit(await signed());
    repository.git('switch', '-q', '-C', 'agent/fix');
    repository.commit({ 'src/a.ts': 'two\n' });
    const { answer, kinds, written } = await check();
    expect([kinds, written?.manifest]).toEqual([['missing'], undefined]);
    expect(answer).toMatchObject({ value: { exitCode: 1, outputs: { manifestPath: undefined } } });
  });

  it('fails for a manifest that cannot be read, for signers that cannot, and for a range without end', async () => {
    repository.commit({ [path]: `${manifestOf(base)}x: 1\n`, 'src/a.ts': 'two\n' });
    expect((await check()).answer).toMatchObject({ error: { kind: 'malformed-file', file: path, line: 15 } });
    expect((await check({ head: 'nowhere' })).answer).toMatchObject({ error: { kind: 'bad-repository' } });
    repository.git('switch', '-q', 'main');
    repository.commit({ '.interlock/signers': 'coder\n' });
    repository.git('switch', '-q', '-C', 'agent/fix');
    repository.commit(await signed(manifestOf(repository.git('rev-parse', 'main'))));
    const error = { kind: 'malformed-file', file: '.interlock/signers', line: 1 };
    const { answer, written } = await check();
    expect([answer, written]).toEqual([expect.objectContaining({ error: expect.objectContaining(error) }), undefined]);
  });
});
