import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { buildSbom } from '@interlock/core/sbom';
import { cycloneDxErrors } from './schema.ts';
import { describeWithData, lockfilesUnder } from './test-data.ts';

const options = { name: 'app', version: '1.0.0', includeDev: 'include', sourceDateEpoch: 0 } as const;

interface Document {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly { readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly compositions: readonly { readonly dependencies: readonly string[] }[];
}

/** References that name nothing in the document. */
function danglingRefs(document: Document): readonly string[] {
  const known = new Set([document.metadata.component, ...document.components].map((item) => item['bom-ref']));
  const used = [
    ...document.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...(dependsOn ?? [])]),
    ...document.compositions.flatMap(({ dependencies }) => dependencies),
  ];
  return used.filter((ref) => !known.has(ref));
}

/** The same value with the members of every object in reverse order. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverseKeys(member)]),
  );
}

describeWithData('every npm and pnpm lockfile of the test data', (folder) => {
  const fixtures = lockfilesUnder(join(folder, 'lockfiles'));
  const errors = cycloneDxErrors();

  it('are there', () => {
    expect(fixtures.length).toBeGreaterThan(230);
  });

  it.each(fixtures.map((fixture) => [fixture.path, fixture] as const))('%s', (_, { absolute, read }) => {
    const file = basename(absolute);
    const text = readFileSync(absolute, 'utf8');
    const graph = read(text, file);
    if (!graph.ok) {
      expect(graph.error).toMatchObject({
        kind: expect.stringMatching(/^(malformed-file|unsupported-format)$/),
        file,
      });
      return;
    }
    const built = buildSbom([graph.value], options);
    if (!built.ok) throw new Error(built.error.message);
    const document = JSON.parse(built.value.json) as Document;
    expect(errors(document)).toEqual([]);
    expect(danglingRefs(document)).toEqual([]);
    // An empty graph only where the lockfile itself names no package.
    const isEmpty = !/"node_modules\/|^packages:/m.test(text);
    expect(built.value.componentCount === 0).toBe(isEmpty);
    const again = read(text, file);
    expect(again.ok ? buildSbom([again.value], options) : again).toEqual(built);
    const turned = text.startsWith('{') ? read(JSON.stringify(reverseKeys(JSON.parse(text))), file) : again;
    expect(turned.ok ? buildSbom([turned.value], options) : turned).toEqual(built);
  });
});
