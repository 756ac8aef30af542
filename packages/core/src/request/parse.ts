import type { GenericSchema } from 'valibot';
import type { Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { parseSettings } from '../settings-file/index.ts';
import { commitStatusSchema, requestSchema, type CommitStatusFile, type RequestFile } from './schema.ts';

const hint =
  'This data of the local forge is written by Interlock alone: go back to an earlier commit of its reference.';

/** `file` names the place in messages. Fails with `malformed-file`. */
export function parseRequest(text: string, file: string): Result<RequestFile> {
  return parse(text, file, requestSchema);
}

export function parseCommitStatus(text: string, file: string): Result<CommitStatusFile> {
  return parse(text, file, commitStatusSchema);
}

/** JSON first: settings may be YAML too; they name the line of a problem. */
function parse<T>(text: string, file: string, schema: GenericSchema<unknown, T>): Result<T> {
  const json = parseJson(text, file);
  return json.ok ? parseSettings(text, { schema, file, hint }) : json;
}
