import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureCpu } from './cpu.ts';
import { table, type Section } from './section.ts';

const runs = 5;
const commits = 200;
const author = 'bench@example.invalid';

/** A repository with a list of signers, and so many signed commits after it. */
function signedHistory(folder: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(folder, 'key')]);
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  const settings = {
    'user.name': 'Bench',
    'user.email': author,
    'gpg.format': 'ssh',
    'user.signingKey': join(folder, 'key'),
    'gpg.ssh.allowedSignersFile': join(folder, '.interlock/signers'),
  };
  for (const [name, value] of Object.entries(settings)) git('config', name, value);
  mkdirSync(join(folder, '.interlock'));
  const key = readFileSync(join(folder, 'key.pub'), 'utf8').trim();
  writeFileSync(join(folder, '.interlock/signers'), `${author} namespaces="git" ${key}\n`);
  git('add', '.interlock');
  git('commit', '-q', '-m', 'signers');
  for (let index = 0; index < commits; index++) git('commit', '-q', '-S', '--allow-empty', '-m', `change ${index}`);
}

/** Processor time of checking all signatures of a change, children included: git starts `ssh-keygen` for each commit. */
export function signedCommits(dist: string): Section {
  const cwd = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
  try {
    signedHistory(cwd);
    const range = ['--base', `HEAD~${commits}`, '--head', 'HEAD'] as const;
    const allGood = `test "$(git log --format=%G? HEAD~${commits}..HEAD | sort | uniq -c | tr -d ' ')" = ${commits}G`;
    const contestants = [
      { name: 'verify-commits', command: ['node', join(dist, 'interlock.js'), 'verify-commits', ...range] as const },
      { name: 'git log --format=%G?', command: ['sh', '-c', allGood] as const },
    ];
    const measured = contestants.map(({ command, name }) => {
      const run = measureCpu({ command, cwd }, runs);
      if (run.exitCode !== 0) throw new Error(`${name} ended with exit code ${run.exitCode}`);
      return { name, ...run };
    });
    return section(measured);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function section(measured: readonly { readonly name: string; readonly cpuSeconds: number }[]): Section {
  const own = measured[0]?.cpuSeconds ?? 0;
  return {
    text: [
      '## Signed commits',
      '',
      `${commits} commits signed with an Ed25519 key, each checked against the list of signers. Processor time with all children,`,
      `smallest of ${runs} runs.`,
      '',
      table(
        ['program', 's CPU', 'times ours'],
        measured.map(({ cpuSeconds, name }) => [name, cpuSeconds.toFixed(2), (cpuSeconds / own).toFixed(1)]),
      ),
    ],
    misses: measured.flatMap(({ cpuSeconds, name }) =>
      cpuSeconds < own ? [`signed commits: ${name} needs ${cpuSeconds.toFixed(2)} s CPU, we ${own.toFixed(2)} s`] : [],
    ),
  };
}
