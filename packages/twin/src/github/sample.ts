interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/**
 * The least value that fits a schema of the description: null where it may be, else each required member, the first of an enumeration. Enough
 * to fill the many members of an answer that nobody reads.
 */
export function sampleOf(schema: Schema, definitions: Readonly<Record<string, Schema>>): unknown {
  const { $ref, allOf, anyOf, oneOf } = schema;
  if ($ref !== undefined) return sampleOf(definitions[$ref.slice('#/$defs/'.length)] ?? {}, definitions);
  const options = anyOf ?? oneOf;
  if (options !== undefined) {
    if (options.some(({ type }) => type === 'null')) return null;
    return sampleOf(options[0] ?? {}, definitions);
  }
  if (allOf !== undefined) return Object.assign({}, ...allOf.map((part) => sampleOf(part, definitions)));
  if (schema.enum !== undefined) return schema.enum[0];
  const types = [schema.type ?? 'object'].flat();
  if (types.includes('null')) return null;
  const simple = simpleValues[types[0] ?? ''];
  if (simple !== undefined) return simple(schema.format);
  return Object.fromEntries(
    (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, definitions)]),
  );
}

const simpleValues: Readonly<Record<string, (format?: string) => unknown>> = {
  string: text,
  integer: () => 0,
  number: () => 0,
  boolean: () => false,
  array: () => [],
};

function text(format?: string): string {
  if (format === 'uri') return 'https://api.github.com/';
  return format === 'date-time' ? '2020-01-01T00:00:00Z' : '';
}
