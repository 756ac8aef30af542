import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import * as v from 'valibot';
import { fileSchemas } from '../../scripts/schemas.ts';
import { mutated } from './fixture/mutate.ts';
import { writtenFiles, type WrittenFiles } from './fixture/written-files.ts';

const folder = resolve(import.meta.dirname, '../../docs/reference/schemas');

function compile(name: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8')) as object);
}

/** Rules that JSON Schema does not know: sums, comparisons between keys, and what a text stands for. */
function beyondJsonSchema(issue: v.BaseIssue<unknown>, document: unknown): boolean {
  if (issue.type === 'check' || issue.type === 'custom') return true;
  const value = (issue.path ?? []).reduce<unknown>(
    (inside, { key }) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, String(key)) : undefined),
    document,
  );
  return typeof value === 'string' && (issue.type === 'min_value' || issue.type === 'max_value');
}

/** The program takes an empty list for an object of which no key is required: an empty YAML mapping, written oddly. */
function realErrors({ errors }: ValidateFunction, document: unknown): readonly object[] {
  return (errors ?? []).filter(({ instancePath, keyword, params }) => {
    const value: unknown = instancePath
      .split('/')
      .slice(1)
      .reduce<unknown>((inside, key) => Reflect.get(Object(inside), key), document);
    const emptyList = Array.isArray(value) && value.length === 0;
    return !(emptyList && keyword === 'type' && Reflect.get(params, 'type') === 'object');
  });
}

let files: WrittenFiles = {};
beforeAll(async () => {
  files = await writtenFiles();
}, 120_000);

describe.each(fileSchemas)('the JSON Schema of $name', ({ name, schema, title, description }) => {
  const validate = compile(name);

  it('says what it is', () => {
    expect(validate.schema).toMatchObject({
      $id: `urn:interlock:schema:${name}:v1`,
      title: `Interlock: ${title}`,
      description: description.replaceAll('`', ''),
    });
  });

  it('accepts the files that the program writes and reads', () => {
    expect(files[name]?.length).toBeGreaterThan(0);
    for (const file of files[name] ?? []) {
      validate(file);
      expect([validate.errors, v.safeParse(schema, file).success]).toEqual([null, true]);
    }
  });

  it('accepts and refuses what the program does, but for rules that JSON Schema does not know', () => {
    const samples = files[name] ?? [];
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...samples).chain(mutated), (document) => {
        const parsed = v.safeParse(schema, document);
        const valid = validate(document);
        if (!valid) refused += 1;
        if (parsed.success) expect(realErrors(validate, document)).toEqual([]);
        else if (valid) expect(parsed.issues.filter((issue) => !beyondJsonSchema(issue, document))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});
