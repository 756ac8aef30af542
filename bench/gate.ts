import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureCpu } from './cpu.ts';
import { table, type Section } from './section.ts';

const runs = 5;
const targets = [
  { files: 300, seconds: 1 },
  { files: 3000, seconds: 3 },
] as const;

const lines = (word: string) =>
  Array.from({ length: 40 }, (_, line) => `export const ${word}${line} = ${line};\n`).join('');
const workflow = (word: string) =>
  `on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${word}\n`;

/** A repository whose last commit changes that many files, one in a hundred of them a workflow; the base went on since. */
function repository(files: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  const write = (word: string) => {
    for (let index = 0; index < files; index++) {
      const isWorkflow = index % 100 === 0;
      const path = isWorkflow ? `.github/workflows/w${index}.yml` : `src/d${index % 50}/f${index}.ts`;
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), isWorkflow ? workflow(word) : lines(word));
    }
    git('add', '-A');
    git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.invalid', 'commit', '-q', '-m', word);
  };
  git('init', '-q', '-b', 'main');
  write('one');
  git('checkout', '-q', '-b', 'change');
  write('two');
  git('checkout', '-q', 'main');
  git('mv', 'src/d1', 'src/moved');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.invalid', 'commit', '-q', '-m', 'move');
  return folder;
}

/** Processor time of the whole gate, git included. */
export function gate(dist: string): Section {
  const measured = targets.map((target) => {
    const cwd = repository(target.files);
    try {
      const range = ['--base', 'main', '--head', 'change'] as const;
      const run = measureCpu({ command: ['node', join(dist, 'interlock.js'), 'evaluate-policy', ...range], cwd }, runs);
      if (run.exitCode !== 4) throw new Error(`the gate ended with exit code ${run.exitCode}, and 4 was expected`);
      return { ...target, ...run };
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
  return {
    text: [
      '## The gate',
      '',
      `\`evaluate-policy\` with \`pack:zero-config\` over a change in which every file is rewritten and one in a hundred is a`,
      `workflow, onto a base that has renamed a folder since, so that their merge is judged too. Processor time of the program and of git, smallest of ${runs} runs.`,
      '',
      table(
        ['files', 's CPU', 'target', 'peak MB'],
        measured.map(({ cpuSeconds, files, peakMegabytes, seconds }) => [
          String(files),
          cpuSeconds.toFixed(2),
          seconds.toFixed(2),
          peakMegabytes.toFixed(0),
        ]),
      ),
    ],
    misses: measured.flatMap(({ cpuSeconds, files, seconds }) =>
      cpuSeconds > seconds ? [`gate over ${files} files: ${cpuSeconds.toFixed(2)} s CPU, target ${seconds} s`] : [],
    ),
  };
}
