import * as v from 'valibot';
import { fail, mapResult, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import type { SourceTree } from '../ports/index.ts';
import { decodeUtf8, oneLine } from '../text/index.ts';
import { buildSbom, type BuiltSbom, type SbomOptions } from './build-sbom.ts';
import { type DependencyGraph } from './graph.ts';
import { mapOf } from './lock-schema.ts';
import { readNpmLock } from './read-npm.ts';
import { readPnpmLock } from './read-pnpm.ts';

export interface TreeSbom extends BuiltSbom {
  readonly lockfiles: readonly string[];
  /** Lockfiles of other ecosystems: their packages are not in the document. */
  readonly unsupported: readonly string[];
}

const readers = new Map([
  ['package-lock.json', readNpmLock],
  ['npm-shrinkwrap.json', readNpmLock],
  ['pnpm-lock.yaml', readPnpmLock],
]);
const otherLockfiles =
  /^(yarn\.lock|bun\.lockb?|uv\.lock|poetry\.lock|Pipfile\.lock|pdm\.lock|Cargo\.lock|go\.sum|Gemfile\.lock|composer\.lock|mix\.lock|packages\.lock\.json|gradle\.lockfile)$/;

/** Reads every supported lockfile of a tree into one document. Fails with `no-match` where there is none. */
export async function sbomFromTree(tree: SourceTree, options: SbomOptions): Promise<Result<TreeSbom>> {
  const files = await tree.list();
  if (!files.ok) return files;
  const lockfiles = files.value.filter((file) => readers.has(baseName(file)));
  const unsupported = files.value.filter((file) => otherLockfiles.test(baseName(file)));
  if (lockfiles.length === 0) {
    const seen = unsupported.length === 0 ? '' : ` Not supported: ${oneLine(unsupported.slice(0, 10).join(', '))}.`;
    return fail('no-match', `No supported lockfile was found in ${oneLine(tree.name)}.${seen}`, {
      hint: `Commit one of ${[...readers.keys()].join(', ')} as a regular file: links are not followed.`,
    });
  }
  const graphs: DependencyGraph[] = [];
  for (const file of lockfiles) {
    const graph = await readGraph(tree, file);
    if (!graph.ok) return graph;
    graphs.push(graph.value);
  }
  return mapResult(buildSbom(graphs, options, unsupported), (built) => ({ ...built, lockfiles, unsupported }));
}

async function readGraph(tree: SourceTree, file: string): Promise<Result<DependencyGraph>> {
  const content = await tree.read(file);
  if (!content.ok) return content;
  const text = decodeUtf8(content.value ?? new Uint8Array(), file);
  if (!text.ok) return text;
  const read = readers.get(baseName(file)) ?? readNpmLock;
  const graph = read(text.value, file);
  if (!graph.ok || graph.value.importers.length > 0) return graph;
  const manifest = `${file.slice(0, -baseName(file).length)}package.json`;
  const allowed = await needsNothing(tree, manifest);
  if (!allowed.ok) return allowed;
  if (allowed.value) return graph;
  const message = `This lockfile names no package and no dependency, and ${oneLine(manifest)} does not say that there are none.`;
  return fail('malformed-file', message, { file, hint: 'Write it again with its package manager.' });
}

const Names = v.optional(mapOf(v.unknown()), {});
const Manifest = v.object({
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
});

/** True where a package.json is there and truly names no dependency. */
async function needsNothing(tree: SourceTree, manifest: string): Promise<Result<boolean>> {
  const content = await tree.read(manifest);
  if (!content.ok) return content;
  if (content.value === undefined) return ok(false);
  const json = parseJson(new TextDecoder().decode(content.value), manifest);
  if (!json.ok) return json;
  const parsed = v.safeParse(Manifest, json.value);
  return ok(parsed.success && Object.values(parsed.output).every((names) => names.size === 0));
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
