import { isDigest, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import type { RunCommand } from '../ports/index.ts';
import { oneLine } from '../text/index.ts';
import type { Hook } from './hook.ts';

export interface HookCall {
  /** What people call it, for example `redeploy`. */
  readonly name: string;
  readonly hook: Hook;
  /** The only way in which data reaches it. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface HookPorts {
  readonly runCommand: RunCommand;
}

/** What the hook printed. Fails with `hook-failed` where it ends with another exit code than 0, and as RunCommand does. */
export async function runHook({ environment, hook, name }: HookCall, ports: HookPorts): Promise<Result<string>> {
  const [program, ...rest] = hook.command;
  const result = await ports.runCommand({
    command: [program, ...rest],
    environment,
    timeoutSeconds: hook.timeoutSeconds,
  });
  if (!result.ok) return result;
  if (result.value.exitCode === 0) return ok(result.value.stdout);
  const said = oneLine(result.value.stderr.trim(), 200);
  const sentence = `The ${name} hook ended with exit code ${result.value.exitCode}${said === '' ? '' : `: ${said}`}`;
  return fail('hook-failed', sentence.endsWith('.') ? sentence : `${sentence}.`, {
    hint: 'Run the hook by hand to see why, then start this again.',
  });
}

/** The digest that the environment says it runs: the only line that the hook prints. */
export async function askRunningDigest(
  hook: Hook,
  environment: Readonly<Record<string, string>>,
  ports: HookPorts,
): Promise<Result<Digest>> {
  const answer = await runHook({ name: 'verify-running', hook, environment }, ports);
  if (!answer.ok) return answer;
  const line = answer.value.trim();
  return isDigest(line)
    ? ok(line)
    : fail('hook-failed', `The verify-running hook printed "${oneLine(line, 80)}", expected one sha256 digest.`, {
        hint: 'Let the hook print the digest of the artifact that serves now, and nothing else.',
      });
}
