import type { ExitCode } from '@interlock/core/failure';

const nobodyReads = new Set(['EPIPE', 'EIO']);
const couldNotDecide: ExitCode = 3;

/**
 * Keeps an operation at work when its output cannot be written, so that it can still clean up. Where nobody reads any
 * more its exit code stands; where the output was lost for another reason, such as a full disk, success becomes 3.
 */
export function outliveLostOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (nobodyReads.has(cause.code ?? '')) return;
      process.once('exit', () => (process.exitCode ||= couldNotDecide));
    });
}
