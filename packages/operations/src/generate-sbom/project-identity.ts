import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import type { SourceTree } from '@interlock/core/ports';
import * as v from 'valibot';

export interface ProjectIdentity {
  readonly name: string;
  readonly version: string | undefined;
}

const Manifest = v.pipe(
  v.custom<object>((value) => !Array.isArray(value)),
  v.object({ name: v.optional(v.string()), version: v.optional(v.string()) }),
);

/** Name and version as given, else as in package.json, which matters only where the name is not given. */
export async function identifyProject(
  tree: SourceTree,
  given: { readonly name: string | undefined; readonly version: string | undefined },
): Promise<Result<ProjectIdentity>> {
  const { name, version } = given;
  if (name !== undefined && version !== undefined) return ok({ name, version });
  const manifest = await readManifest(tree);
  if (manifest.ok) {
    return ok({ name: name ?? manifest.value.name ?? 'project', version: version ?? manifest.value.version });
  }
  return name === undefined ? manifest : ok({ name, version });
}

async function readManifest(tree: SourceTree): Promise<Result<v.InferOutput<typeof Manifest>>> {
  const content = await tree.read('package.json');
  if (!content.ok) return content;
  if (content.value === undefined) return ok({});
  const json = parseJson(new TextDecoder().decode(content.value), 'package.json');
  if (!json.ok) return json;
  const manifest = v.safeParse(Manifest, json.value);
  if (manifest.success) return ok(manifest.output);
  return fail('malformed-file', 'package.json must be an object whose name and version are text.', {
    file: 'package.json',
    hint: 'Correct it, or give the input name.',
  });
}
