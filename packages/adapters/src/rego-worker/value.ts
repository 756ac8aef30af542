/** A Rego value with what JSON loses: sets, numbers as written, keys of any type. */
export type Value =
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'array' | 'set'; readonly items: readonly Value[] }
  | { readonly type: 'object'; readonly entries: readonly (readonly [Value, Value])[] };

const ranks = ['null', 'boolean', 'number', 'string', 'array', 'object', 'set'] as const;

/** The order of OPA: by type, then by value; strings by code point. */
export function compareValues(one: Value, other: Value): number {
  if (one.type !== other.type) return ranks.indexOf(one.type) - ranks.indexOf(other.type);
  if (one.type === 'boolean' && other.type === 'boolean') return Number(one.value) - Number(other.value);
  if (one.type === 'number' && other.type === 'number') return Number(one.text) - Number(other.text);
  if (one.type === 'string' && other.type === 'string') return compareText(one.value, other.value);
  return compareLists(parts(one), parts(other));
}

function parts(value: Value): readonly Value[] {
  if (value.type === 'object') {
    const entries = value.entries.toSorted(([a], [b]) => compareValues(a, b));
    return entries.flat();
  }
  return 'items' in value ? value.items : [];
}

function compareLists(one: readonly Value[], other: readonly Value[]): number {
  for (const [index, item] of one.entries()) {
    const counterpart = other[index];
    if (counterpart === undefined) return 1;
    const order = compareValues(item, counterpart);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function compareText(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** The value as OPA writes it in Rego: `{"a": [1, null]}`, sets sorted, the empty one `set()`. */
export function printValue(value: Value): string {
  switch (value.type) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return value.text;
    case 'string':
      return JSON.stringify(value.value);
    case 'array':
      return `[${value.items.map(printValue).join(', ')}]`;
    case 'set':
      return value.items.length === 0 ? 'set()' : `{${value.items.map(printValue).join(', ')}}`;
    case 'object':
      return `{${value.entries.map(([key, item]) => `${printValue(key)}: ${printValue(item)}`).join(', ')}}`;
  }
}

/** The value as JSON; a set becomes a sorted array, a key that is no string its Rego text. */
export function toJson(value: Value): unknown {
  switch (value.type) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return value.value;
    case 'number':
      return Number(value.text);
    case 'array':
    case 'set':
      return value.items.map(toJson);
    case 'object':
      return Object.fromEntries(
        value.entries.map(([key, item]) => [key.type === 'string' ? key.value : printValue(key), toJson(item)]),
      );
  }
}
