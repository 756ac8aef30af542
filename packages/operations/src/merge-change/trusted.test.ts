import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PolicyFinding } from '@interlock/core/verdict';
import { end, merge, scene, start, tip, told } from '../../../../test/e2e/fixture/call-merge.ts';
import { agentsFile, asksApproval, otherSigner, type MergeScene } from '../../../../test/e2e/fixture/merge-scene.ts';
import type { Inputs } from './ports.ts';

jest.setTimeout(60_000);
beforeEach(() => start());
afterEach(end);

describe('the lane trusted', () => {
  const runs = () => ['one.json', 'two.json'].map((name) => scene.reports(name));
  const trusted = async (made: Parameters<MergeScene['change']>[0] = {}, findings: readonly PolicyFinding[] = []) => {
    const head = await scene.change(made);
    scene.verdict(head, findings);
    await scene.succeed(head);
    return head;
  };
  const pushed = { branch: 'agent/fix', baseRef: 'next' };

  it('opens the request for a pushed branch and merges it', async () => {
    await trusted();
    const merged = await merge({ ...pushed, reports: runs() });
    expect(merged).toMatchObject({ exitCode: 0, lane: 'trusted' });
    expect(merged.link()).toMatchObject({ request: 1, lane: 'trusted', reasons: ['the agent is trusted with it'] });
  });

  /** Where it is merged by default, why it was not trusted. */
  const dropped = async (inputs: Partial<Inputs> = {}) => {
    const merged = await merge({ ...pushed, reports: runs(), ...inputs });
    const isTold = told.join().includes('not trusted');
    return merged.lane === 'default' && isTold ? merged.link().reasons.join('\n') : `merged by ${merged.lane}`;
  };

  it('is not for a change that the merge may take elsewhere', async () => {
    scene.git('switch', '-q', 'next');
    scene.git('mv', 'src', 'core');
    const base = scene.commitOn('next', {});
    const head = await scene.change({ onto: scene.base });
    scene.verdict(head, [], base);
    await scene.succeed(head);
    expect(await dropped()).toMatch(/^not trusted: next went on since it began/);
    expect(scene.git('--git-dir', scene.forge, 'show', 'next:core/a.ts')).toBe('two');
  });

  it.each<[string, Parameters<MergeScene['change']>[0], RegExp]>([
    [
      'no signature on a commit',
      { key: undefined },
      /^not trusted: 1 commits are not signed with its key, such as \w{7}$/,
    ],
    ['the signature of another', { key: otherSigner }, /not signed with its key/],
    ['no manifest', { manifest: undefined }, /it brings no manifest/],
    [
      'a manifest that another signed',
      { manifestKey: otherSigner },
      /^not trusted: its manifest is not signed with its own key$/,
    ],
    [
      'a manifest of another workspace',
      { manifest: (t) => t.replace('ws-1/9', 'ws-10/9') },
      /is not of the workspace ws-1/,
    ],
    [
      'an agent that is not listed',
      { manifest: (t) => t.replace('name: coder', 'name: stranger') },
      /stranger is not in/,
    ],
    [
      'the name of what every object has',
      { manifest: (t) => t.replace('name: coder', 'name: constructor') },
      /constructor is not in/,
    ],
    [
      'a manifest that is exceeded',
      { manifest: (t) => t.replace('lines: 200', 'lines: 1') },
      /its manifest is exceeded/,
    ],
    ['a path outside', { files: { 'lib/b.ts': 'x\n' } }, /^not trusted: 1 paths \(lib\/b\.ts\) outside its modules$/],
    ['too many lines', { files: { 'src/a.ts': 'x\n'.repeat(30) } }, /31 lines, and at most 20/],
    [
      'too many files',
      { files: Object.fromEntries(['a', 'b', 'c', 'd'].map((n) => [`docs/${n}`, 'x\n'])) },
      /4 paths, and at most 3/,
    ],
    [
      'a file of the gate',
      { files: { '.interlock/config.yml': 'merge: { requiredChecks: [] }\n' } },
      /that CI or the gate takes orders from/,
    ],
    [
      'a file of CI',
      { files: { '.github/workflows/x.yml': 'on: push\njobs: {}\n' } },
      /that CI or the gate takes orders from/,
    ],
  ])('drops to default for %s', async (_, made, reason) => {
    await trusted(made);
    expect(await dropped()).toMatch(reason);
  });

  it('counts both ends of a rename', async () => {
    start({ 'lib/b.ts': 'some lines\nof a file\nthat is renamed\n' });
    scene.git('switch', '-q', '-C', 'agent/fix', 'next');
    scene.git('rm', '-q', 'lib/b.ts');
    scene.git('commit', '-q', '-m', 'x');
    const tree = scene.git('rev-parse', 'HEAD');
    scene.git('branch', '-f', 'gone', tree);
    const head = await scene.change({
      files: { 'src/b.ts': 'some lines\nof a file\nthat is renamed\n' },
      onto: 'gone',
    });
    scene.verdict(head);
    await scene.succeed(head);
    expect(await dropped()).toMatch(/paths \(lib\/b\.ts\) outside its modules/);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['expired', (t) => t.replace('2099', '2020'), /its entry in agents\.yml expired at 2020/],
    [
      'for a key that is not listed',
      (t) => t.replace(/key: \S+/, `key: SHA256:${'A'.repeat(43)}`),
      /does not list its key/,
    ],
    [
      'of an agent that vouches for itself',
      (t) => t.replace('ann@', 'coder@'),
      /its validator is the holder of its own key/,
    ],
    ['for another branch', (t) => t.replace('[next]', '[dev/*]'), /next is none of its branches/],
  ])('drops to default for an entry %s', async (_, edit, reason) => {
    start({ '.interlock/agents.yml': edit(agentsFile) });
    await trusted();
    expect(await dropped()).toMatch(reason);
  });

  it('drops to default for a production branch, a warning, and where no check is required', async () => {
    start({ '.interlock/config.yml': 'merge: { production: [next] }\n' });
    const shows: PolicyFinding = { policy: 'new-direct-dependency', asks: 'show', message: 'x' };
    await trusted({}, [shows]);
    const reasons = await dropped();
    expect(reasons).toMatch(/next is a production branch/);
    expect(reasons).toMatch(/the verdict is warn \(merge\).*no check is required/s);
  });

  it('drops to default without a second run of the tests', async () => {
    await trusted();
    expect(await dropped({ reports: runs().slice(1) })).toMatch(
      /2 runs of its tests are needed, and reports of 1 were given/,
    );
  });

  it('asks as default does once it dropped there, and says why it did', async () => {
    await trusted({ files: { 'lib/b.ts': 'x\n' } }, [asksApproval]);
    expect(await merge({ ...pushed, lane: 'trusted', reports: runs() })).toMatchObject({
      refusal: 'needs-approval',
      exitCode: 4,
    });
    expect(told.join()).toMatch(/outside its modules/);
    expect(tip('next')).toBe(scene.base);
  });
});
