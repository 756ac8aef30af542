import { fail, type Result } from '../failure/index.ts';
import { referenceUrl } from '../project/index.ts';
import { parseSettings } from '../settings-file/index.ts';
import { decodeUtf8 } from '../text/index.ts';
import { agentManifestSchema, type AgentManifest } from './schema.ts';

/** Largest manifest that is read, in bytes. */
const sizeLimit = 65_536;

/** Reads a manifest. Fails with `malformed-file` and the line of the first mistake. */
export function parseManifest(content: Uint8Array, file: string): Result<AgentManifest> {
  const hint = `${referenceUrl('agent-manifest')} explains the keys; draft-manifest writes a manifest to start from.`;
  if (content.length > sizeLimit) {
    return fail('malformed-file', `This manifest has ${content.length} bytes, and at most ${sizeLimit} are read.`, {
      file,
      hint: 'Shorten its texts and lists.',
    });
  }
  const text = decodeUtf8(content, file);
  return text.ok ? parseSettings(text.value, { schema: agentManifestSchema, file, hint }) : text;
}
