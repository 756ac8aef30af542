import * as v from 'valibot';
import { ok, type Result } from '../failure/index.ts';
import { parseSettings } from '../settings-file/index.ts';
import type { Participant } from './people.ts';

const manifestFile = /^\.interlock\/changes\/[^/]+\.ya?ml$/u;

/** Whether a file of a change says who had a part in it. */
export function isManifest(path: string): boolean {
  return manifestFile.test(path);
}

const Manifest = v.looseObject({
  principal: v.optional(v.string()),
  agent: v.optional(v.looseObject({ name: v.optional(v.string()) })),
});

/** Who asked for a change and which agent made it, as its manifest claims: they may not approve it. */
export function manifestPeople(text: string, file: string): Result<readonly Participant[]> {
  const hint = 'Correct the manifest: who it names cannot approve, so it must be readable.';
  const parsed = parseSettings(text, { schema: Manifest, file, hint });
  if (!parsed.ok) return parsed;
  const { agent, principal } = parsed.value;
  return ok([...named('principal', principal), ...named('agent', agent?.name)]);
}

/** `Ann <ann@example.org>` is both names. */
function named(role: Participant['role'], name: string | undefined): readonly Participant[] {
  if (name === undefined) return [];
  const address = /<([^<>]*)>/u.exec(name)?.[1];
  return [name, ...(address === undefined ? [] : [address])].map((one) => ({ role, name: one }));
}
