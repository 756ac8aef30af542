/** What is looked at in a valibot schema; each kind of schema has some of it. */
interface Shape {
  readonly type?: unknown;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly value?: unknown;
  readonly item?: unknown;
  readonly wrapped?: unknown;
}

/**
 * The keys that lead to a list where the schema has an object. Valibot takes it for an object with the keys 0, 1, …, so
 * that an empty one passes wherever no key is required.
 */
export function findList(schema: unknown, value: unknown): readonly string[] | undefined {
  if (!isShape(schema) || typeof value !== 'object' || value === null) return undefined;
  const { entries, item, type, value: member, wrapped } = schema;
  if (wrapped !== undefined) return findList(wrapped, value);
  const isObject = entries !== undefined || type === 'record';
  if (isObject && Array.isArray(value)) return [];
  for (const [key, child] of Object.entries(value)) {
    const found = findList(item ?? entries?.[key] ?? (type === 'record' ? member : undefined), child);
    if (found !== undefined) return [key, ...found];
  }
  return undefined;
}

function isShape(schema: unknown): schema is Shape {
  return typeof schema === 'object' && schema !== null;
}
