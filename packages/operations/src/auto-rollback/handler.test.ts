import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hashFile, readFile, writeFile } from '@interlock/adapters/filesystem';
import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { CommandCall } from '@interlock/core/ports';
import {
  parseRollbackRecord,
  type ProposeRevert,
  type RevertAnswer,
  type RevertRequest,
} from '@interlock/core/rollback';
import { handleAutoRollback, type AutoRollbackPorts } from './index.ts';

const content: Readonly<Record<string, string>> = { '/a/old': 'old', '/a/good': 'good', '/a/bad': 'bad' };
const good = sha256('good');
const old = sha256('old');
const bad = sha256('bad');
const commit = 'a'.repeat(40);
const inputs = { config: '/rollback.json', outputFile: '/rollback-out.json', token: undefined };

function deployment(name: string, more: object = {}) {
  const digest = sha256(name);
  return { digest, path: `/a/${name}`, bundle: `/a/${name}.sig`, commit, deployedAt: '2026-01-01T00:00:00Z', ...more };
}

function configuration(more: object = {}) {
  return {
    environment: 'production',
    bad: { digest: bad, commit },
    traffic: { setWeight: { command: ['weight'] } },
    artifacts: [deployment('old'), deployment('good'), deployment('bad')],
    redeploy: { command: ['redeploy'] },
    verifyRunning: { command: ['running'] },
    trust: { signers: '/signers' },
    revert: { repository: '/repo', commits: [commit], land: 'local', author: { name: 'A', email: 'a@example.org' } },
    state: '/state.json',
    ...more,
  };
}

/** An environment with a proxy, one slot for an artifact, a branch and files; the n-th port call may be made to fail. */
function world(configText: string = JSON.stringify(configuration()), files = new Map<string, string>()) {
  const state = {
    weight: 10,
    running: bad as string,
    main: 'head',
    redeploys: 0,
    landings: 0,
    proposals: 0,
    calls: [] as string[],
  };
  const problems: string[] = [];
  let faultAt = -1;
  const guarded =
    <A, B extends readonly unknown[], T>(name: string, act: (first: A, ...rest: B) => Promise<Result<T>>) =>
    async (first: A, ...rest: B): Promise<Result<T>> => {
      const index = state.calls.push(`${name} ${typeof first === 'string' ? first : ''}`.trim()) - 1;
      return index === faultAt ? fail('service-failed', `fault in ${name}`) : act(first, ...rest);
    };
  const answer = (stdout: string) => ok({ exitCode: 0, stdout, stderr: '' });
  files.set(inputs.config, configText);
  const ports: AutoRollbackPorts = {
    clock: { now: () => Date.parse('2026-02-01T00:00:00Z') },
    readFile: guarded('read', async (path: string) => {
      const text = files.get(path);
      return text === undefined ? fail('missing-file', `no ${path}`) : ok(new TextEncoder().encode(text));
    }),
    writeFile: guarded('write', async (path: string, text: string | Uint8Array) => {
      files.set(path, String(text));
      return ok(undefined);
    }),
    checkOutputs: async () => ok(undefined),
    hashFile: guarded('hash', async (path: string) => {
      const text = content[path];
      return text === undefined ? fail('missing-file', path) : ok({ digest: sha256(text), size: text.length });
    }),
    verifyArtifact: guarded('verify', async (path: string) =>
      problems.includes(path) ? fail('not-verified', path) : ok({ digest: sha256(content[path] ?? '') }),
    ),
    runCommand: guarded('run', async ({ command, environment }: CommandCall) => {
      state.calls[state.calls.length - 1] = `run ${command[0]}`;
      if (command[0] === 'weight') state.weight = Number(environment['INTERLOCK_WEIGHT']);
      if (command[0] === 'redeploy') {
        state.running = environment['INTERLOCK_ARTIFACT_DIGEST'] ?? '';
        state.redeploys += 1;
      }
      return answer(command[0] === 'running' ? `${state.running}\n` : '');
    }),
    revertCommit: guarded('revert', async ({ message, onto }: RevertRequest): Promise<Result<RevertAnswer>> => {
      expect([onto, message]).toEqual([
        'main',
        expect.stringContaining(`\nRollback-Of: ${bad}\nRollback-Attempt: 1\n`),
      ]);
      return ok(
        state.main === 'reverted'
          ? { kind: 'no-op' }
          : { kind: 'committed', commit: 'reverted', tree: 'tree', parent: 'head' },
      );
    }),
    landCommit: guarded(
      'land',
      async ({ commit, expectedHead }: { commit: string; expectedHead: string }): Promise<Result<void>> => {
        if (state.main !== expectedHead) return fail('bad-repository', 'the head moved');
        state.main = commit;
        state.landings += 1;
        return ok(undefined);
      },
    ),
    proposeRevert: guarded(
      'propose',
      async ({ branch, commit, base, title, markdown }: Parameters<ProposeRevert>[0]) => {
        expect({ branch, commit, base, title }).toEqual({
          branch: `interlock/rollback-${bad.slice(7, 19)}`,
          commit: 'reverted',
          base: 'main',
          title: `Revert ${'a'.repeat(12)} after the rollback of production`,
        });
        expect(markdown).toContain(`Rollback-Of: ${bad}`);
        state.proposals += 1;
        return ok({ url: 'https://forge.example/pull/7' });
      },
    ),
    reporter: { info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} },
  };
  return { state, files, problems, ports, failCall: (index: number) => (faultAt = index) };
}

function statusIn(files: ReadonlyMap<string, string>) {
  const record = parseRollbackRecord(files.get('/state.json') ?? '', '/state.json');
  return record.ok ? record.value : undefined;
}

describe('auto-rollback', () => {
  it('takes the weight first, goes back to the newest good artifact and lands the revert', async () => {
    const { state, files, ports } = world();
    const result = await handleAutoRollback(inputs, ports);
    expect(result).toEqual(
      ok({
        outputs: { rollbackPath: inputs.outputFile, redeployedDigest: good, revertCommit: 'reverted' },
        exitCode: 0,
      }),
    );
    expect(state).toMatchObject({ weight: 0, running: good, main: 'reverted', redeploys: 1, landings: 1 });
    expect(state.calls.slice(0, 2)).toEqual(['read /rollback.json', 'run weight']);
    expect(files.get(inputs.outputFile)).toBe(files.get('/state.json'));
  });

  it('proposes the revert where the forge has to land it, once', async () => {
    const config = configuration();
    const { state, files, ports } = world(JSON.stringify({ ...config, revert: { ...config.revert, land: 'request' } }));
    for (let run = 0; run < 2; run++) {
      const result = await handleAutoRollback(inputs, ports);
      expect(result).toMatchObject({ value: { outputs: { revertRequest: 'https://forge.example/pull/7' } } });
    }
    expect(state).toMatchObject({ weight: 0, running: good, main: 'head', landings: 0, proposals: 1 });
    expect(statusIn(files)?.status).toBe('complete');
  });

  it('does nothing twice when it is run again', async () => {
    const { state, ports } = world();
    await handleAutoRollback(inputs, ports);
    const again = await handleAutoRollback(inputs, ports);
    expect(again).toMatchObject({ ok: true, value: { exitCode: 0 } });
    expect(state).toMatchObject({ redeploys: 1, landings: 1, weight: 0 });
  });

  it('survives the failure of each port call: weight first, never undone, and the next run completes', async () => {
    const calls = world();
    await handleAutoRollback(inputs, calls.ports);
    expect(calls.state.calls.length).toBeGreaterThan(15);
    for (const index of calls.state.calls.keys()) {
      const one = world();
      one.failCall(index);
      const first = await handleAutoRollback(inputs, one.ports);
      const shown = `${index} ${calls.state.calls[index] ?? ''}`;
      expect([shown, first.ok]).toEqual([shown, false]);
      if (index > 0) expect([shown, one.state.calls[1]]).toEqual([shown, index === 1 ? 'run' : 'run weight']);
      if (index > 1) expect([shown, one.state.weight]).toEqual([shown, 0]);
      if (!first.ok && index > 0 && index < calls.state.calls.length - 1) {
        expect(first.error.message).toMatch(/Remaining: /);
      }
      one.failCall(-1);
      const second = await handleAutoRollback(inputs, one.ports);
      expect([shown, second]).toMatchObject([shown, { ok: true, value: { exitCode: 0 } }]);
      expect([shown, one.state]).toMatchObject([
        shown,
        { weight: 0, running: good, main: 'reverted', redeploys: 1, landings: 1 },
      ]);
      expect(statusIn(one.files)?.status).toBe('complete');
    }
  });

  it('passes over an artifact whose signature does not verify, and one that was judged bad', async () => {
    const unsigned = world();
    unsigned.problems.push('/a/good');
    await handleAutoRollback(inputs, unsigned.ports);
    expect(unsigned.state.running).toBe(old);
    const artifacts = [deployment('old'), deployment('good', { bad: true }), deployment('bad')];
    const judged = world(JSON.stringify(configuration({ artifacts })));
    await handleAutoRollback(inputs, judged.ports);
    expect(judged.state.running).toBe(old);
  });

  it('passes over an artifact of 0 bytes, whatever its digest', async () => {
    const empty = { ...deployment('good'), digest: sha256(''), path: '/a/empty' };
    const { ports, state } = world(JSON.stringify(configuration({ artifacts: [deployment('old'), empty] })));
    const hashFile: AutoRollbackPorts['hashFile'] = async (path) =>
      path === '/a/empty' ? ok({ digest: sha256(''), size: 0 }) : ports.hashFile(path);
    await handleAutoRollback(inputs, { ...ports, hashFile });
    expect(state.running).toBe(old);
  });

  it('stops where the trusted keys cannot be read: no artifact is to blame', async () => {
    const { ports, state } = world();
    const unreadable = () => fail('missing-file', 'There is no such file.', { file: '/signers' });
    const result = await handleAutoRollback(inputs, { ...ports, verifyArtifact: async () => unreadable() });
    expect(result).toMatchObject({ ok: false, error: { kind: 'evaluation-failed', file: '/signers' } });
    expect(state).toMatchObject({ weight: 0, redeploys: 0, main: 'head' });
  });

  it('answers no, with the weight at zero, where nothing good is left', async () => {
    const artifacts = [deployment('good', { outcome: 'failed' }), deployment('old', { environment: 'other' })];
    const { state, files, ports } = world(JSON.stringify(configuration({ artifacts })));
    expect(await handleAutoRollback(inputs, ports)).toMatchObject({ ok: true, value: { exitCode: 1 } });
    expect(state).toMatchObject({ weight: 0, redeploys: 0, main: 'head' });
    expect(statusIn(files)?.status).toBe('nothing-good');
  });

  it('repeats a redeploy that did not take', async () => {
    const { state, ports } = world();
    const run = ports.runCommand;
    const broken: AutoRollbackPorts = {
      ...ports,
      runCommand: async (call) =>
        call.command[0] === 'redeploy' ? ok({ exitCode: 0, stdout: '', stderr: '' }) : run(call),
    };
    const first = await handleAutoRollback(inputs, broken);
    expect(first).toMatchObject({ ok: false, error: { kind: 'evaluation-failed' } });
    expect(await handleAutoRollback(inputs, ports)).toMatchObject({ ok: true, value: { exitCode: 0 } });
    expect(state.redeploys).toBe(1);
  });

  it('refuses a second attempt for the same bad digest, with the weight at zero', async () => {
    const { state, ports } = world();
    await handleAutoRollback(inputs, ports);
    Object.assign(state, { running: bad, weight: 10 });
    const again = await handleAutoRollback(inputs, ports);
    expect(again).toMatchObject({
      ok: false,
      error: { kind: 'not-verified', message: expect.stringMatching(/^Refused: /) },
    });
    expect(state).toMatchObject({ weight: 0, redeploys: 1 });
  });

  it('refuses to roll back a rollback, with the weight at zero', async () => {
    const first = world();
    await handleAutoRollback(inputs, first.ports);
    const config = configuration({ bad: { digest: good, commit } });
    const second = world(JSON.stringify(config), first.files);
    const result = await handleAutoRollback(inputs, second.ports);
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('itself deployed by a rollback') },
    });
    expect(second.state).toMatchObject({ weight: 0, redeploys: 0 });
  });

  it('sets the weight to zero even where the record is unreadable', async () => {
    const { state, ports } = world(undefined, new Map([['/state.json', '{']]));
    expect(await handleAutoRollback(inputs, ports)).toMatchObject({ ok: false, error: { kind: 'evaluation-failed' } });
    expect(state).toMatchObject({ weight: 0, redeploys: 0 });
  });

  it('goes on without the weight, says that it is missing, and never calls that success', async () => {
    const { state, ports, failCall } = world();
    failCall(1);
    const result = await handleAutoRollback(inputs, ports);
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/Done: choose, redeploy, verify, revert, land\. Remaining: traffic\.$/) },
    });
    expect(state).toMatchObject({ weight: 10, running: good });
  });

  it('names the line of an unknown key before it does anything', async () => {
    const { state, ports } = world('environment: production\nunknown: 1\n');
    expect(await handleAutoRollback(inputs, ports)).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: inputs.config },
    });
    expect(state.weight).toBe(10);
  });

  it('works on real files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollback-'));
    const at = (name: string) => join(folder, name);
    const { ports, state } = world();
    const artifacts = { store: folder };
    await writeFile(at('good'), 'good');
    await writeFile(
      at('deployments.json'),
      JSON.stringify([{ ...deployment('good'), path: 'good', bundle: 'good.sig' }]),
    );
    await writeFile(at('config.json'), JSON.stringify(configuration({ artifacts, state: at('state.json') })));
    const real = { ...ports, readFile, writeFile, hashFile, verifyArtifact: async () => ok({ digest: good }) };
    const result = await handleAutoRollback(
      { config: at('config.json'), outputFile: at('out.json'), token: undefined },
      real,
    );
    expect(result).toMatchObject({ ok: true, value: { exitCode: 0 } });
    expect(state.running).toBe(good);
    expect(await readFile(at('out.json'))).toEqual(await readFile(at('state.json')));
    await rm(folder, { recursive: true });
  });
});
