import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import type { ReadFile } from '@interlock/core/ports';
import { decodeUtf8 } from '@interlock/core/text';
import * as v from 'valibot';

/** A document that another operation wrote. Fails with `unsupported-format` where it is none of that name. */
export async function readAnswer<T>(
  path: string,
  schema: v.GenericSchema<unknown, T>,
  readFile: ReadFile,
  { hint, name }: { readonly name: string; readonly hint: string },
): Promise<Result<T>> {
  const bytes = await readFile(path);
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value, path);
  if (!text.ok) return text;
  const json = parseJson(text.value, path);
  if (!json.ok) return json;
  const parsed = v.safeParse(schema, json.value);
  return parsed.success
    ? ok(parsed.output)
    : fail('unsupported-format', `This file is no ${name}.`, { file: path, hint });
}
