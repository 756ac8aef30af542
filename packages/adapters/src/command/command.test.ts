import { describe, expect, it } from '@jest/globals';
import { runCommand } from './index.ts';

const node = (script: string, timeoutSeconds = 30, environment: Record<string, string> = {}) =>
  runCommand({ command: [process.execPath, '-e', script], environment, timeoutSeconds });

describe('running a command', () => {
  it('gives exit code and output, and passes data by the environment only', async () => {
    process.env['CANARY_TEST_SECRET'] = 'secret';
    const outcome = await node(
      'process.stdout.write(process.env.INTERLOCK_WEIGHT + process.env.CANARY_TEST_SECRET); console.error("e"); process.exitCode = 3',
      30,
      { INTERLOCK_WEIGHT: '10; echo $HOME' },
    );
    expect(outcome).toEqual({ ok: true, value: { exitCode: 3, stdout: '10; echo $HOMEundefined', stderr: 'e\n' } });
  });

  it('fails for a program that does not exist', async () => {
    const outcome = await runCommand({ command: ['no-such-program-here'], environment: {}, timeoutSeconds: 5 });
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'hook-failed' } });
  });

  it('ends the whole group at the time-out', async () => {
    const started = Date.now();
    const outcome = await runCommand({
      command: ['/bin/sh', '-c', 'sleep 60 & sleep 60'],
      environment: {},
      timeoutSeconds: 0.3,
    });
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'deadline-exceeded' } });
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it('cuts the output at 1 MiB', async () => {
    const outcome = await node('process.stdout.write("x".repeat(3 << 20))');
    expect(outcome.ok && outcome.value.stdout.length).toBe(1 << 20);
  });

  it('counts the death by a signal as a failure of the command', async () => {
    const outcome = await node('process.kill(process.pid, "SIGKILL")');
    expect(outcome.ok && outcome.value.exitCode).toBe(128);
  });
});
