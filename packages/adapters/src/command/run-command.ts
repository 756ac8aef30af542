import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { CommandCall, CommandOutcome, RunCommand } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

const outputLimit = 1 << 20;
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG'] as const;

/** Starts the program without a shell, in its own process group, so that a time-out ends its children too. */
export const runCommand: RunCommand = (call) => runUntil(call, () => () => undefined);

/**
 * Runs a program as `runCommand` does; `onStart` gets what ends it and its children before its time, and what it answers
 * is called when the program has ended.
 */
export function runUntil(call: CommandCall, onStart: (end: () => void) => () => void): Promise<Result<CommandOutcome>> {
  return new Promise((resolve) => {
    const [program, ...parameters] = call.command;
    const notStarted = (cause: unknown) =>
      resolve(
        fail('hook-failed', `The command ${oneLine(program)} could not be started.`, {
          hint: 'Check that the program exists and may be executed.',
          cause,
        }),
      );
    let child: ChildProcessByStdio<null, Readable, Readable>;
    try {
      child = spawn(program, parameters, {
        cwd: call.workingDirectory,
        env: { ...minimalEnvironment(), ...call.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
    } catch (cause) {
      notStarted(cause);
      return;
    }
    const stdout = capped(child.stdout);
    const stderr = capped(child.stderr);
    let late = false;
    let ended = false;
    const ignoreEnd = onStart(() => {
      ended = true;
      endGroup(child.pid);
    });
    const timer = setTimeout(() => {
      late = true;
      endGroup(child.pid);
    }, call.timeoutSeconds * 1000);
    child.once('error', (cause) => {
      clearTimeout(timer);
      ignoreEnd();
      notStarted(cause);
    });
    // A child left in the background could hold the pipes open for ever: the end of the program is the end.
    child.once('exit', (code) => {
      clearTimeout(timer);
      ignoreEnd();
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        if (ended) resolve(cutOff(program));
        else if (late) resolve(tooLate(call));
        else resolve(ok({ exitCode: code ?? 128, stdout: stdout(), stderr: stderr() }));
      });
    });
  });
}

function cutOff(program: string): Result<never> {
  return fail('hook-failed', `The job was ended, and with it the command ${oneLine(program)}, half-way.`, {
    hint: 'Look at what it left, and run the operation again.',
  });
}

function tooLate({ command: [program], timeoutSeconds }: CommandCall): Result<never> {
  return fail('deadline-exceeded', `The command ${oneLine(program)} did not end within ${timeoutSeconds} s.`, {
    hint: 'Make it faster, or raise its time-out.',
  });
}

function minimalEnvironment(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function capped(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < outputLimit) chunks.push(chunk.subarray(0, outputLimit - size));
    size += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
