import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Node that is older than the command needs, as the arguments that start it. */
export interface OldNode {
  readonly program: string;
  readonly version: string;
  /** Arguments before the file of the program. */
  readonly before: readonly string[];
}

/** The first Node on the PATH that is too old; where there is none, this one with the version of an older. */
export function findOldNode(path: string): OldNode {
  for (const folder of path.split(delimiter)) {
    const program = join(folder, 'node');
    if (!existsSync(program)) continue;
    const version = execFileSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
    if (isOld(version)) return { program, version, before: [] };
  }
  const version = '20.0.0';
  const pretend = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
  return {
    program: process.execPath,
    version,
    before: [`--import=data:text/javascript,${encodeURIComponent(pretend)}`],
  };
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 22);
}
