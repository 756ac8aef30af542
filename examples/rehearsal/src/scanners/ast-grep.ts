import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runProgram } from '../program.ts';
import type { Rules } from './scanner.ts';

/** Searches a checkout by the rules of this folder, whatever the change says of rules or of files to leave out. */
export async function runAstGrep(folder: string, rules: Rules, output: string): Promise<void> {
  const config = join(import.meta.dirname, 'rules', `${rules}.yml`);
  const noIgnore = ['hidden', 'dot', 'exclude', 'global', 'parent', 'vcs'].map((one) => `--no-ignore=${one}`);
  const args = ['scan', `--config=${config}`, '--format=sarif', ...noIgnore, '--globs=!.git', '.'];
  const { exitCode, stderr, stdout } = await runProgram(program(), args, { cwd: folder });
  // 1: there are findings.
  if (exitCode > 1 || stdout === '') throw new Error(`ast-grep ended with ${exitCode}:\n${stderr}`);
  writeFileSync(output, stdout);
}

/** Its package for this machine holds the program; the one that is depended on would move it there at install. */
function program(): string {
  const { arch, platform } = process;
  const suffix = { linux: '-gnu', win32: '-msvc' }[platform as string] ?? '';
  const packageFile = createRequire(import.meta.url).resolve('@ast-grep/cli/package.json');
  const own = createRequire(packageFile).resolve(`@ast-grep/cli-${platform}-${arch}${suffix}/package.json`);
  return join(dirname(own), platform === 'win32' ? 'ast-grep.exe' : 'ast-grep');
}
