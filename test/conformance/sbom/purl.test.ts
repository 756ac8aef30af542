import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { npmPurl } from '@interlock/core/sbom';
import { describeWithData } from './test-data.ts';

interface Parts {
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>> | null;
  readonly subpath: string | null;
}

interface Case {
  readonly test_type: 'build' | 'parse' | 'validate';
  readonly description: string;
  readonly input: Parts | string;
  readonly expected_output: Parts | string;
}

describeWithData('package URLs of npm packages', (folder) => {
  const file = join(folder, 'purl/tests/types/npm-test.json');
  const { tests } = JSON.parse(readFileSync(file, 'utf8')) as { readonly tests: readonly Case[] };
  const build = (parts: Parts): string => {
    const name = parts.namespace === null ? parts.name : `${parts.namespace}/${parts.name}`;
    return npmPurl(name, parts.version ?? '', parts.qualifiers ?? {}, parts.subpath ?? '');
  };
  const canonical = new Set(tests.flatMap((item) => (item.test_type === 'validate' ? [item.expected_output] : [])));

  it.each(tests.filter((item) => item.test_type === 'build').map((item) => [item.description, item] as const))(
    'builds: %s',
    (_, { input, expected_output }) => {
      expect(build(input as Parts)).toBe(expected_output);
    },
  );

  // There is no parser: the parts that the cases expect of one must build the canonical form that other cases name.
  it.each(tests.filter((item) => item.test_type === 'parse').map((item) => [item.description, item] as const))(
    'builds from parts: %s',
    (_, { expected_output }) => {
      expect(canonical).toContain(build(expected_output as Parts));
    },
  );
});
