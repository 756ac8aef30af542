/** What is looked at in a valibot schema; each kind of schema has some of it. */
interface Shape {
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly item?: unknown;
  /** Of a record, whose keys are anything. */
  readonly value?: unknown;
  readonly wrapped?: unknown;
  readonly options?: readonly unknown[];
}

/** The keys that a schema knows at a place of the document, for "did you mean". */
export function knownKeys(schema: unknown, path: readonly unknown[]): readonly string[] {
  if (!isShape(schema)) return [];
  const { entries, item, options, value, wrapped } = schema;
  if (wrapped !== undefined) return knownKeys(wrapped, path);
  if (options !== undefined) return options.flatMap((option) => knownKeys(option, path));
  const [key, ...rest] = path;
  if (path.length === 0) return Object.keys(entries ?? {});
  return knownKeys(item ?? value ?? entries?.[String(key)], rest);
}

function isShape(schema: unknown): schema is Shape {
  return typeof schema === 'object' && schema !== null;
}
