import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { readEvents } from '@interlock/core/event';
import { twoCommits } from './bad-input/repository.ts';
import { runAction, runCommand } from './run-action.ts';

const lock = JSON.stringify({ name: 'a', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'a' } } });
const environment = {
  GITHUB_SERVER_URL: 'https://forge.example',
  GITHUB_REPOSITORY: 'team/app',
  GITHUB_RUN_ID: '7',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: '12'.repeat(20),
};

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-events-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"a","version":"1.0.0"}');
  writeFileSync(join(folder, 'package-lock.json'), lock);
  return folder;
}

function eventsOf(folder: string, file: string) {
  const events = readEvents(readFileSync(join(folder, file), 'utf8'), file);
  if (!events.ok) throw new Error(events.error.message);
  return events.value;
}

describe('the events of operations', () => {
  it('are one chain for the actions of a run, whatever their answers', async () => {
    const folder = project();
    const options = { cwd: folder, environment };
    expect(await runAction('generate-sbom', {}, options)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await runAction('generate-sbom', {}, options)).toMatchObject({ exitCode: 0 });
    const events = eventsOf(folder, '.interlock/out/events.jsonl');
    expect(events).toHaveLength(2);
    for (const event of events) {
      expect(event).toMatchObject({
        type: 'sbom-generated',
        case: 'forge.example/team/app@refs/heads/main',
        commit: '12'.repeat(20),
        actor: { operation: 'generate-sbom', host: 'github', run: 'https://forge.example/team/app/actions/runs/7' },
        outcome: 'done',
      });
      const file = event.subjects[0];
      expect(file?.digest).toBe(sha256(readFileSync(join(folder, file?.name ?? ''))));
    }
  });

  it('are written on a terminal only where a file is named', async () => {
    const folder = project();
    await runCommand(['generate-sbom', '--output-file', 's.json'], { cwd: folder });
    expect(() => readFileSync(join(folder, '.interlock/out/events.jsonl'))).toThrow(/ENOENT/);
    const args = ['generate-sbom', '--output-file', 's.json', '--events-file', 'e.jsonl', '--case', 'release-3'];
    expect(await runCommand(args, { cwd: folder })).toMatchObject({ exitCode: 0 });
    expect(eventsOf(folder, 'e.jsonl')).toMatchObject([{ case: 'release-3', subjects: [{ name: 's.json' }, {}] }]);
  });

  it('stay a chain when ten processes append at once', async () => {
    const folder = project();
    const runs = Array.from({ length: 10 }, (_, index) =>
      runCommand(['generate-sbom', '--output-file', `${index}.json`, '--events-file', 'e.jsonl'], { cwd: folder }),
    );
    expect((await Promise.all(runs)).map(({ exitCode }) => exitCode)).toEqual(Array(10).fill(0));
    expect(eventsOf(folder, 'e.jsonl')).toHaveLength(10);
  }, 120_000);

  it.each([
    ['is no chain', (path: string) => writeFileSync(path, '{"forged":true}\n'), 2, /line 1 does not hold/],
    ['is a link', (path: string) => symlinkSync('../../target', path), 3, /symbolic link/],
  ])('stop an action whose events file %s before it does anything', async (_, prepare, exitCode, says) => {
    const folder = project();
    mkdirSync(join(folder, '.interlock/out'), { recursive: true });
    writeFileSync(join(folder, 'target'), 'kept');
    prepare(join(folder, '.interlock/out/events.jsonl'));
    const run = await runAction('generate-sbom', { 'output-file': 's.json' }, { cwd: folder, environment });
    expect(run).toMatchObject({ exitCode, outputs: {} });
    expect(run.stdout).toMatch(says);
    expect(() => readFileSync(join(folder, 's.json'))).toThrow(/ENOENT/);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('kept');
  });

  it('that a change forged leave no verdict of its own in place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'interlock-events-'));
    const { base, head } = twoCommits(folder);
    writeFileSync(join(folder, 'e.jsonl'), '{"forged":true}\n');
    writeFileSync(join(folder, 'v.json'), '{"forged":true}\n');
    const args = [
      'evaluate-policy',
      '--base',
      base,
      '--head',
      head,
      '--output-file',
      'v.json',
      '--events-file',
      'e.jsonl',
    ];
    expect(await runCommand(args, { cwd: folder })).toMatchObject({ exitCode: 3 });
    expect(JSON.parse(readFileSync(join(folder, 'v.json'), 'utf8'))).toMatchObject({ head, decision: 'merge' });
  });

  it.each(['forged', 'missing'])(
    'that are %s leave no answer of another hand in place',
    async (events) => {
      const folder = mkdtempSync(join(tmpdir(), 'interlock-events-'));
      const { base, head } = twoCommits(folder);
      if (events === 'forged') writeFileSync(join(folder, 'e.jsonl'), '{"forged":true}\n');
      const range = ['--base', base, '--head', head];
      const calls: readonly (readonly [string, string, readonly string[]])[] = [
        ['agent-manifest', 'output-file', range],
        ['agent-manifest', 'output-file', ['--base', 'none', '--head', head]],
        ['verify-commits', 'output-file', range],
        ['verify-approval', 'output-file', [...range, '--verdict', 'v.json', '--approval', 'a.json']],
        ['request-approval', 'output-file', [...range, '--verdict', 'v.json']],
        ['merge-change', 'output-file', ['--verdict', 'v.json']],
        ['merge-change', 'bundle-file', ['--verdict', 'v.json']],
        ['evaluate-policy', 'record-file', range],
      ];
      const left: string[] = [];
      for (const [operation, output, args] of calls) {
        const forged = `${operation}-${output}.json`;
        writeFileSync(join(folder, forged), '{"forged":true}\n');
        await runCommand([operation, ...args, `--${output}=${forged}`, '--events-file=e.jsonl'], { cwd: folder });
        if (existsSync(join(folder, forged)) && readFileSync(join(folder, forged), 'utf8').includes('"forged"'))
          left.push(forged);
      }
      expect(left).toEqual([]);
    },
    60_000,
  );
});
