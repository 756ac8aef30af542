import { overview } from '@interlock/cli/command';
import { project } from '@interlock/core/project';

/** The `interlock` command. */
export async function runCommand(): Promise<void> {
  process.stdout.write(process.argv.includes('--version') ? `${project.version}\n` : overview([]));
}
