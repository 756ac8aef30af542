import { parseManifest } from '../agent-manifest/index.ts';
import { mapResult, type Result } from '../failure/index.ts';
import type { Participant } from './people.ts';

/**
 * Who asked for a change and which agent made it, as its manifest claims: they may not approve it. Fails with
 * `malformed-file` where the manifest cannot be read, for then nobody knows whom it keeps from approving.
 */
export function manifestPeople(content: Uint8Array, file: string): Result<readonly Participant[]> {
  return mapResult(parseManifest(content, file), ({ agent, principal }) => [
    ...named('principal', principal),
    ...named('agent', agent.name),
  ]);
}

/** `Ann <ann@example.org>` is both names. */
function named(role: Participant['role'], name: string): readonly Participant[] {
  const address = /<([^<>]*)>/u.exec(name)?.[1];
  return [name, ...(address === undefined ? [] : [address])].map((one) => ({ role, name: one }));
}
