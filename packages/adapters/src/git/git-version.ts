import { mapResult, type Result } from '@interlock/core/failure';
import { runGit } from './run-git.ts';

export interface GitVersion {
  /** As git says it; numbers are 0 where it says none. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

export async function gitVersion(gitDirectory: string): Promise<Result<GitVersion>> {
  return mapResult(await runGit(gitDirectory, ['version']), (output) => {
    const text = output.toString().trim();
    const match = /^git version (\d+)\.(\d+)/.exec(text);
    return { text, major: Number(match?.[1] ?? 0), minor: Number(match?.[2] ?? 0) };
  });
}

export function isOlder(version: GitVersion, [major, minor]: readonly [major: number, minor: number]): boolean {
  return version.major < major || (version.major === major && version.minor < minor);
}
