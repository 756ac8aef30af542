import type { RunContext } from '@interlock/core/ports';

/** A shell has no platform that vouches for anything; only `CI=true` is believed, since it takes rights away. */
export function readTerminalRunContext(environment: Readonly<Record<string, string | undefined>>): RunContext {
  return { kind: 'terminal', ci: environment['CI'] === 'true' };
}
